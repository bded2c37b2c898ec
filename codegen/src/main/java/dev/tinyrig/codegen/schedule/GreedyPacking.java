package dev.tinyrig.codegen.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Places buffers one by one, the largest first, each at the lowest offset that is free during its life. */
final class GreedyPacking {
    private final List<Buffer> buffers;
    private final int[] offsets;
    private final List<Integer> placed = new ArrayList<>();

    private GreedyPacking(List<Buffer> buffers) {
        this.buffers = buffers;
        this.offsets = new int[buffers.size()];
    }

    static Layout pack(List<Buffer> buffers) {
        GreedyPacking packing = new GreedyPacking(buffers);
        IntStream.range(0, buffers.size())
                .boxed()
                .sorted(Comparator.comparing(i -> -buffers.get(i).bytes()))
                .forEach(packing::place);
        return new Layout(packing.offsets, packing.end());
    }

    private void place(int index) {
        Buffer buffer = buffers.get(index);
        List<Integer> neighbours = placed.stream()
                .filter(other -> buffers.get(other).overlapsInTime(buffer))
                .sorted(Comparator.comparing(other -> offsets[other]))
                .toList();
        int offset = 0;
        for (int other : neighbours) {
            if (offset + buffer.bytes() <= offsets[other]) {
                break;
            }
            offset = Math.max(offset, offsets[other] + buffers.get(other).bytes());
        }
        offsets[index] = offset;
        placed.add(index);
    }

    private int end() {
        return IntStream.range(0, offsets.length)
                .map(i -> offsets[i] + buffers.get(i).bytes())
                .max()
                .orElse(0);
    }
}
