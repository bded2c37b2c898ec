package dev.tinyrig.codegen.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A stretch of the arena that no tensor needs during a step. */
record Hole(int offset, int bytes) {
    /** The largest; the step's own scratch does not count as a need. */
    static Hole largest(Liveness liveness, Layout layout, int step) {
        List<Buffer> buffers = liveness.buffers();
        int scratch = liveness.scratchOfStep(step);
        int[] live = IntStream.range(0, buffers.size())
                .filter(i -> i != scratch && buffers.get(i).bytesAt(step) > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> layout.offsets()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        Hole largest = new Hole(0, 0);
        int end = 0;
        for (int i : live) {
            largest = larger(largest, new Hole(end, layout.offsets()[i] - end));
            end = layout.offsets()[i] + buffers.get(i).bytesAt(step);
        }
        return larger(largest, new Hole(end, layout.bytes() - end));
    }

    private static Hole larger(Hole one, Hole other) {
        return other.bytes() > one.bytes() ? other : one;
    }
}
