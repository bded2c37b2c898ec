package dev.tinyrig.sim.timing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ways through one block that were taken, each with what it costs: the same way costs the same again. */
final class Paths {
    /** So many that few blocks have more; then all are forgotten, which costs time and nothing else. */
    private static final int MOST = 4096;

    private static final int INITIAL = 16;

    /** One way. */
    static final class Path {
        private final int from;
        private final long outcomes;
        private final long pattern;
        private final int[] stalls;
        final int cycles;
        final int to;
        final int[] before;
        private @Nullable Path another;

        /**
         * A way.
         *
         * @param from the state of the pipeline before it
         * @param outcomes which conditional steps were executed, and where the block went
         * @param pattern what the addresses of its loads and stores mean for their cost
         * @param stalls what memory added within the pipeline
         * @param cycles what it took
         * @param to the state of the pipeline behind it
         * @param before the cycles before each of some steps
         */
        Path(int from, long outcomes, long pattern, int[] stalls, int cycles, int to, int[] before) {
            this.from = from;
            this.outcomes = outcomes;
            this.pattern = pattern;
            this.stalls = stalls.clone();
            this.cycles = cycles;
            this.to = to;
            this.before = before;
        }

        private boolean is(int wantedFrom, long wantedOutcomes, long wantedPattern) {
            return from == wantedFrom && outcomes == wantedOutcomes && pattern == wantedPattern;
        }
    }

    private @Nullable Path[] table = new Path[INITIAL];
    private int size;
    private @Nullable Path last;

    /** A way that was taken before. */
    @Nullable Path find(int from, long outcomes, long pattern, int[] stalls) {
        Path recent = last;
        if (recent != null && recent.is(from, outcomes, pattern) && Arrays.equals(recent.stalls, stalls)) {
            return recent;
        }
        Path path = table[slot(from, outcomes, pattern)];
        while (path != null) {
            if (path.is(from, outcomes, pattern) && Arrays.equals(path.stalls, stalls)) {
                last = path;
                return path;
            }
            path = path.another;
        }
        return null;
    }

    private int slot(int from, long outcomes, long pattern) {
        long mixed = (from + 31 * outcomes + pattern * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return (int) (mixed >>> 40) & table.length - 1;
    }

    Path add(Path path) {
        if (size >= MOST) {
            table = new Path[INITIAL];
            size = 0;
        } else if (size >= table.length) {
            grow();
        }
        size++;
        put(path);
        return path;
    }

    private void put(Path path) {
        int slot = slot(path.from, path.outcomes, path.pattern);
        path.another = table[slot];
        table[slot] = path;
    }

    private void grow() {
        Path[] old = table;
        table = new Path[4 * old.length];
        for (Path first : old) {
            Path path = first;
            while (path != null) {
                Path next = path.another;
                put(path);
                path = next;
            }
        }
    }
}
