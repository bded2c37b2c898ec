package dev.tinyrig.sim.timing;

/** Which lines of 32 bytes a set-associative cache holds; the least recently used of a set makes room (assumed). */
final class L1Cache {
    private static final int LINE_SHIFT = 5;

    private final int ways;
    private final int setMask;
    private final int[] line;
    private final long[] used;
    private long now;

    L1Cache(int bytes, int ways) {
        int sets = Math.max(ways, bytes >> LINE_SHIFT) / ways;
        if (Integer.bitCount(sets) != 1) {
            throw new IllegalArgumentException("a cache of " + bytes + " bytes in " + ways + " ways");
        }
        this.ways = ways;
        this.setMask = sets - 1;
        this.line = new int[sets * ways];
        this.used = new long[sets * ways];
        java.util.Arrays.fill(line, -1);
    }

    static int lineOf(int address) {
        return address >>> LINE_SHIFT;
    }

    /** Whether the line of this address was there; now it is. */
    boolean access(int address) {
        int wanted = address >>> LINE_SHIFT;
        int first = (wanted & setMask) * ways;
        int oldest = first;
        for (int way = first; way < first + ways; way++) {
            if (line[way] == wanted) {
                used[way] = ++now;
                return true;
            }
            if (used[way] < used[oldest]) {
                oldest = way;
            }
        }
        line[oldest] = wanted;
        used[oldest] = ++now;
        return false;
    }
}
