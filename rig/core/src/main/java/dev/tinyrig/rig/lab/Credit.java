package dev.tinyrig.rig.lab;

/** How much a lab is trusted: each outcome earns one more pair of attempts for a run that failed, and few of them are kept. */
final class Credit {
    private final int most;
    private int left;

    Credit(int most) {
        this.most = most;
    }

    synchronized void earn() {
        left = Math.min(most, left + 1);
    }

    /** False if there is none left. */
    synchronized boolean spend() {
        boolean some = left > 0;
        left -= some ? 1 : 0;
        return some;
    }
}
