package dev.tinyrig.codegen.schedule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Places buffers one by one in order of importance, each at the lowest offset that is free during its life. */
final class GreedyPacking {
    private final Buffer[] buffers;
    private final int[] offsets;
    private final int[] placed;
    private int count;

    GreedyPacking(List<Buffer> buffers) {
        this.buffers = buffers.toArray(Buffer[]::new);
        this.offsets = new int[buffers.size()];
        this.placed = new int[buffers.size()];
    }

    /** The layout that comes of placing the most important first; importance is asked for once per buffer. */
    Layout pack(ToDoubleFunction<Buffer> importance) {
        double[] rank = Arrays.stream(buffers).mapToDouble(importance).toArray();
        count = 0;
        IntStream.range(0, buffers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -rank[i]))
                .forEach(this::place);
        return new Layout(offsets.clone(), end());
    }

    private void place(int index) {
        Buffer buffer = buffers[index];
        int lowest = isFree(buffer, 0) ? 0 : Integer.MAX_VALUE;
        for (int i = 0; i < count && lowest > 0; i++) {
            int top = top(placed[i], buffer);
            if (top < lowest && buffers[placed[i]].overlapsInTime(buffer) && isFree(buffer, top)) {
                lowest = top;
            }
        }
        offsets[index] = lowest;
        placed[count++] = index;
    }

    private boolean isFree(Buffer buffer, int offset) {
        for (int i = 0; i < count; i++) {
            int other = placed[i];
            if (buffers[other].overlapsInTime(buffer)
                    && offset < top(other, buffer)
                    && offsets[other] < offset + buffer.bytesDuring(buffers[other])) {
                return false;
            }
        }
        return true;
    }

    /** Where another buffer would rest on a placed one. */
    private int top(int placedIndex, Buffer other) {
        return offsets[placedIndex] + buffers[placedIndex].bytesDuring(other);
    }

    private int end() {
        return IntStream.range(0, offsets.length)
                .map(i -> offsets[i] + buffers[i].mostBytes())
                .max()
                .orElse(0);
    }
}
