package dev.tinyrig.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final int STEPS = 6;

    @Test
    void smallGraphsNeedNoMoreThanAnExhaustiveSearchFinds() {
        Random random = new Random(1);
        for (int graph = 0; graph < 300; graph++) {
            List<Buffer> buffers = randomBuffers(random, 2 + random.nextInt(5));

            Layout layout = Packing.pack(buffers, peak(buffers));

            assertThat(layout.bytes()).as(buffers.toString()).isEqualTo(least(buffers));
        }
    }

    @Test
    void buffersThatLiveTogetherDoNotOverlap() {
        Random random = new Random(2);
        for (int graph = 0; graph < 300; graph++) {
            List<Buffer> buffers = randomBuffers(random, 12);

            Layout layout = Packing.pack(buffers, peak(buffers));

            IntStream.range(0, STEPS).forEach(step -> assertApart(buffers, layout, step));
        }
    }

    @Test
    void bytesThatAShrinkingBufferGivesUpAreUsedAgain() {
        Buffer shrinking = Buffer.of(100, 0, 1).thenTaken(1, 25, 3);
        List<Buffer> buffers = List.of(shrinking, Buffer.of(75, 2, 3), Buffer.of(75, 3, 3));

        Layout layout = Packing.pack(buffers, peak(buffers));

        assertThat(peak(buffers)).isEqualTo(175);
        assertThat(layout.bytes()).isEqualTo(175);
    }

    /** Of buffers placed in every order, each at the lowest free offset: one of these layouts is the smallest there is. */
    private static int least(List<Buffer> buffers) {
        return permutations(buffers.size()).stream()
                .mapToInt(order -> {
                    Map<Buffer, Integer> rank = new HashMap<>();
                    for (int i = 0; i < order.size(); i++) {
                        rank.put(buffers.get(order.get(i)), -i);
                    }
                    return new GreedyPacking(buffers).pack(rank::get).bytes();
                })
                .min()
                .orElseThrow();
    }

    private static List<List<Integer>> permutations(int count) {
        if (count == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> shorter : permutations(count - 1)) {
            for (int at = 0; at <= shorter.size(); at++) {
                List<Integer> longer = new ArrayList<>(shorter);
                longer.add(at, count - 1);
                all.add(longer);
            }
        }
        return all;
    }

    private static List<Buffer> randomBuffers(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int first = random.nextInt(STEPS);
                    int last = first + random.nextInt(STEPS - first);
                    int bytes = 4 * (1 + random.nextInt(25));
                    Buffer buffer = Buffer.of(bytes, first, last);
                    return random.nextBoolean() ? buffer : buffer.thenTaken(first, 1 + random.nextInt(bytes), last);
                })
                .toList();
    }

    private static int peak(List<Buffer> buffers) {
        return IntStream.range(0, STEPS)
                .map(step -> buffers.stream()
                        .mapToInt(buffer -> buffer.bytesAt(step))
                        .sum())
                .max()
                .orElseThrow();
    }

    private static void assertApart(List<Buffer> buffers, Layout layout, int step) {
        boolean[] taken = new boolean[layout.bytes()];
        for (int i = 0; i < buffers.size(); i++) {
            int offset = layout.offsets()[i];
            for (int at = offset; at < offset + buffers.get(i).bytesAt(step); at++) {
                assertThat(taken[at]).isFalse();
                taken[at] = true;
            }
        }
    }
}
