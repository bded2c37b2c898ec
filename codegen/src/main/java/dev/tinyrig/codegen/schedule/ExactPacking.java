package dev.tinyrig.codegen.schedule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Branch and bound over layouts in which every buffer rests on another or on the bottom. Such a layout is found by
 * placing buffers in the order of their offsets, each on top of what is below it; so a branch is the next buffer, and
 * it is cut where what is still to come at some step would exceed the bound.
 */
final class ExactPacking {
    private static final int NODES_PER_ATTEMPT = 500;

    private final List<Buffer> buffers;
    private final int bound;
    private final int steps;
    private final int[] offsets;
    private final boolean[] placed;
    /** Per step: the end of the highest placed buffer. */
    private final int[] skyline;

    /** Among buffers that rest equally low, the one with the highest is tried first: mostly the largest. */
    private final double[] preference;

    private int nodesLeft = NODES_PER_ATTEMPT;

    private ExactPacking(List<Buffer> buffers, int bound, Random random) {
        this.buffers = buffers;
        this.bound = bound;
        this.preference = buffers.stream()
                .mapToDouble(buffer -> buffer.mostBytes() * (0.5 + random.nextDouble()))
                .toArray();
        this.steps = 1 + buffers.stream().mapToInt(Buffer::lastStep).max().orElse(0);
        this.offsets = new int[buffers.size()];
        this.placed = new boolean[buffers.size()];
        this.skyline = new int[steps];
    }

    /**
     * A layout of at most {@code bound} bytes, if one is found within so many nodes of the search tree. Where an early
     * choice was wrong the tree below it may be endless, so the search soon starts afresh with other preferences.
     */
    static Optional<Layout> pack(List<Buffer> buffers, int bound, int nodes) {
        for (int attempt = 0; attempt < nodes / NODES_PER_ATTEMPT; attempt++) {
            ExactPacking packing = new ExactPacking(buffers, bound, new Random(attempt));
            if (packing.search(0, buffers.size())) {
                int end = Arrays.stream(packing.skyline).max().orElse(0);
                return Optional.of(new Layout(packing.offsets, end));
            }
        }
        return Optional.empty();
    }

    private boolean search(int lowest, int left) {
        if (left == 0) {
            return true;
        }
        if (nodesLeft-- <= 0 || !fits(lowest)) {
            return false;
        }
        for (int index : candidates(lowest)) {
            Buffer buffer = buffers.get(index);
            int[] before = Arrays.copyOfRange(skyline, buffer.firstStep(), buffer.lastStep() + 1);
            put(index, rest(buffer));
            if (search(offsets[index], left - 1)) {
                return true;
            }
            take(index, before);
        }
        return false;
    }

    /** Whether at every step the unplaced buffers, each no lower than it can rest, could be stacked below the bound. */
    private boolean fits(int lowest) {
        int[] byRest = unplaced()
                .sorted(Comparator.comparingInt(i -> rest(buffers.get(i))))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ends = new int[steps];
        for (int index : byRest) {
            Buffer buffer = buffers.get(index);
            int earliest = Math.max(lowest, rest(buffer));
            for (int step = buffer.firstStep(); step <= buffer.lastStep(); step++) {
                ends[step] = Math.max(ends[step], earliest) + buffer.bytesAt(step);
                if (ends[step] > bound) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Unplaced buffers that rest no lower than the last one, lowest first. */
    private int[] candidates(int lowest) {
        return unplaced()
                .filter(i -> rest(buffers.get(i)) >= lowest)
                .sorted(Comparator.<Integer>comparingInt(i -> rest(buffers.get(i)))
                        .thenComparingDouble(i -> -preference[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Stream<Integer> unplaced() {
        return IntStream.range(0, buffers.size()).filter(i -> !placed[i]).boxed();
    }

    private int rest(Buffer buffer) {
        int highest = 0;
        for (int step = buffer.firstStep(); step <= buffer.lastStep(); step++) {
            highest = Math.max(highest, skyline[step]);
        }
        return highest;
    }

    private void put(int index, int offset) {
        Buffer buffer = buffers.get(index);
        offsets[index] = offset;
        placed[index] = true;
        for (int step = buffer.firstStep(); step <= buffer.lastStep(); step++) {
            skyline[step] = offset + buffer.bytesAt(step);
        }
    }

    private void take(int index, int[] skylineBefore) {
        Buffer buffer = buffers.get(index);
        placed[index] = false;
        for (int step = buffer.firstStep(); step <= buffer.lastStep(); step++) {
            skyline[step] = skylineBefore[step - buffer.firstStep()];
        }
    }
}
