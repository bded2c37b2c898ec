package dev.tinyrig.codegen.schedule;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Finds offsets for buffers, in the peak of live bytes wherever that can be done and found in a bounded search. */
final class Packing {
    /** Cheap: most layouts that the first order misses, one of the next few finds. */
    private static final int ORDERS = 300;

    /** Dear, and rarely needed; a fraction of a second where it is used up. */
    private static final int SEARCH_NODES = 20_000;

    private Packing() {}

    /** No layout is smaller than the peak; where none of that size is found, a little more is allowed. */
    static Layout pack(List<Buffer> buffers, int peakBytes) {
        Layout greedy = bestOfManyOrders(buffers, peakBytes);
        int excess = greedy.bytes() - peakBytes;
        return IntStream.of(0, excess / 4, excess / 2)
                .filter(allowed -> excess > 0)
                .mapToObj(allowed -> ExactPacking.pack(buffers, peakBytes + allowed, SEARCH_NODES))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(greedy);
    }

    /** The largest first; then, with a random advantage for each buffer, almost the largest first. */
    private static Layout bestOfManyOrders(List<Buffer> buffers, int peakBytes) {
        GreedyPacking packing = new GreedyPacking(buffers);
        Layout best = packing.pack(buffer -> buffer.mostBytes());
        Random random = new Random(buffers.size());
        for (int order = 1; order < ORDERS && best.bytes() > peakBytes; order++) {
            Layout next = packing.pack(buffer -> buffer.mostBytes() * (0.2 + random.nextDouble()));
            best = next.bytes() < best.bytes() ? next : best;
        }
        return best;
    }
}
