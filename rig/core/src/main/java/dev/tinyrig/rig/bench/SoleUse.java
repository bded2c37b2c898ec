package dev.tinyrig.rig.bench;

import java.util.concurrent.atomic.AtomicBoolean;

/** Sees to it that a bench has one session at a time; safe to share between threads. */
public final class SoleUse {
    private final String bench;
    private final AtomicBoolean taken = new AtomicBoolean();

    public SoleUse(String bench) {
        this.bench = bench;
    }

    /**
     * The turn of a new session.
     *
     * @throws BenchException if another session has the bench
     */
    public Turn begin() {
        if (!taken.compareAndSet(false, true)) {
            throw BenchException.ofTest("%s is in use: close the session that has it first".formatted(bench));
        }
        return new Turn();
    }

    /** The time from the opening of one session to its end. */
    public final class Turn {
        private final AtomicBoolean ended = new AtomicBoolean();

        private Turn() {}

        /**
         * Refuses work for a session that is closed.
         *
         * @throws BenchException if it is
         */
        public void requireCurrent() {
            if (ended.get()) {
                throw BenchException.ofTest("the session on %s is closed: open another".formatted(bench));
            }
        }

        /** Gives the bench back; only the first call does anything. */
        public void end() {
            end(() -> {});
        }

        /** Gives the bench back after some last work, which only the first call does. */
        public void end(Runnable before) {
            if (ended.compareAndSet(false, true)) {
                try {
                    before.run();
                } finally {
                    taken.set(false);
                }
            }
        }
    }
}
