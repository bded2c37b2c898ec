package dev.tinyrig.sim.timing;

/** A few lines of flash that an accelerator keeps; the least recently used makes room. */
final class LineStore {
    private final int[] line;
    private final long[] used;
    /** One more than the slot of each flash word, 0 where it is not kept. */
    private final short[] slotOf;

    private long now;

    LineStore(int lines, int words) {
        line = new int[lines];
        used = new long[lines];
        slotOf = new short[words];
        java.util.Arrays.fill(line, -1);
    }

    /** Whether a line is kept, which makes it the most recently used. */
    boolean has(int word) {
        int slot = slotOf[word];
        if (slot == 0) {
            return false;
        }
        used[slot - 1] = ++now;
        return true;
    }

    void insert(int word) {
        int oldest = 0;
        for (int slot = 1; slot < line.length; slot++) {
            if (used[slot] < used[oldest]) {
                oldest = slot;
            }
        }
        if (line[oldest] >= 0) {
            slotOf[line[oldest]] = 0;
        }
        line[oldest] = word;
        used[oldest] = ++now;
        slotOf[word] = (short) (oldest + 1);
    }
}
