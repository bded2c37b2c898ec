package dev.tinyrig.codegen.schedule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Branch and bound over layouts in which every buffer rests on another or on the bottom. Such a layout is found by
 * placing buffers in the order of their offsets, each on top of what is below it; so a branch is the next buffer, and
 * it is cut where some step's highest buffer and all that is still to come there exceed the bound.
 */
final class ExactPacking {
    private final List<Buffer> buffers;
    private final int bound;
    private final int steps;
    private final int[] offsets;
    private final boolean[] placed;
    /** Per step: the end of the highest placed buffer, and the bytes still to be placed. */
    private final int[] skyline;

    private final int[] pending;
    private int nodesLeft;

    private ExactPacking(List<Buffer> buffers, int bound, int nodes) {
        this.buffers = buffers;
        this.bound = bound;
        this.nodesLeft = nodes;
        this.steps = 1 + buffers.stream().mapToInt(Buffer::lastStep).max().orElse(0);
        this.offsets = new int[buffers.size()];
        this.placed = new boolean[buffers.size()];
        this.skyline = new int[steps];
        this.pending = new int[steps];
        for (Buffer buffer : buffers) {
            for (int step = buffer.firstStep(); step <= buffer.lastStep(); step++) {
                pending[step] += buffer.bytes();
            }
        }
    }

    /** A layout of at most {@code bound} bytes, if one is found within so many nodes of the search tree. */
    static Optional<Layout> pack(List<Buffer> buffers, int bound, int nodes) {
        ExactPacking packing = new ExactPacking(buffers, bound, nodes);
        if (!packing.search(0, buffers.size())) {
            return Optional.empty();
        }
        int end = Arrays.stream(packing.skyline).max().orElse(0);
        return Optional.of(new Layout(packing.offsets, end));
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

    private boolean fits(int lowest) {
        for (int step = 0; step < steps; step++) {
            if (pending[step] > 0 && Math.max(lowest, skyline[step]) + pending[step] > bound) {
                return false;
            }
        }
        return true;
    }

    /** Unplaced buffers that rest no lower than the last one, lowest first, large before small. */
    private int[] candidates(int lowest) {
        return IntStream.range(0, buffers.size())
                .filter(i -> !placed[i] && rest(buffers.get(i)) >= lowest)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> rest(buffers.get(i)))
                        .thenComparingInt(i -> -buffers.get(i).bytes()))
                .mapToInt(Integer::intValue)
                .toArray();
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
            skyline[step] = offset + buffer.bytes();
            pending[step] -= buffer.bytes();
        }
    }

    private void take(int index, int[] skylineBefore) {
        Buffer buffer = buffers.get(index);
        placed[index] = false;
        for (int step = buffer.firstStep(); step <= buffer.lastStep(); step++) {
            skyline[step] = skylineBefore[step - buffer.firstStep()];
            pending[step] += buffer.bytes();
        }
    }
}
