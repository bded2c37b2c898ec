package dev.tinyrig.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.rig.target.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamingTest {
    private final Costs costs = Costs.measuredOn(Core.CORTEX_M4);

    /** Every form of every block with every form of the others; a form is how many rows a pass makes, or 0. */
    @Test
    void noChoiceOfFormsIsCheaper() {
        int streamed = 0;
        for (long seed = 1; seed <= 12; seed++) {
            Network network = threeBlocks(seed);
            Plan whole = Plan.whole(network, Scheduler.kernels(network, Options.DEFAULT, true));
            int least = new Streaming(network, whole, costs).within(1).arenaBytes();
            for (double share : List.of(0.1, 0.4, 0.7)) {
                int limit = (int) (least + share * (whole.arenaBytes() - least));

                Plan chosen = new Streaming(network, whole, costs).within(limit);

                assertThat(chosen.arenaBytes()).isLessThanOrEqualTo(limit);
                double cycles = cycles(whole, chosen.streamed(), limit);
                assertThat(choices(StreamedBlock.candidates(network)))
                        .as("seed %d within %d bytes: %s", seed, limit, chosen.streamed())
                        .noneMatch(blocks -> cycles(whole, blocks, limit) < cycles - 0.5
                                && whole.streaming(blocks).arenaBytes() <= limit);
                streamed += chosen.streamed().size();
            }
        }
        assertThat(streamed).isGreaterThan(30);
    }

    @Test
    void moreRowsAPassRunWhereTheyFit() {
        NetworkBuilder builder = new NetworkBuilder("block", new Shape(40, 40, 8), 1);
        Network network = builder.conv(48, 1, 1, 1, 1)
                .depthwise(3, 3, 2, 2)
                .conv(16, 1, 1, 1, 1)
                .build();
        Plan whole = Plan.whole(network, Scheduler.kernels(network, Options.DEFAULT, true));

        Plan tight = new Streaming(network, whole, costs).within(1);
        Plan roomy = new Streaming(network, whole, costs).within(60_000);

        assertThat(rows(tight)).isEqualTo(1);
        assertThat(rows(roomy)).isGreaterThan(1);
    }

    private static int rows(Plan plan) {
        return plan.streamed().stream().mapToInt(StreamedBlock::rows).max().orElse(0);
    }

    /** Small pictures, so that there are few forms. */
    private static Network threeBlocks(long seed) {
        Random random = new Random(seed);
        Shape input = new Shape(7, 6 + random.nextInt(9), 4 * (1 + random.nextInt(4)));
        NetworkBuilder builder = new NetworkBuilder("three" + seed, input, seed);
        for (int block = 0; block < 3; block++) {
            int from = builder.last();
            int channels = builder.shape(from).channels();
            int stride = 1 + random.nextInt(2);
            int kernel = 3 + 2 * random.nextInt(2);
            builder.conv(channels * (2 + random.nextInt(4)), 1, 1, 1, 1).depthwise(kernel, kernel, stride, stride);
            boolean isResidual = stride == 1 && random.nextBoolean();
            builder.conv(isResidual ? channels : 4 * (1 + random.nextInt(6)), 1, 1, 1, 1);
            if (isResidual) {
                builder.add(from, builder.last());
            }
        }
        return builder.build();
    }

    private static List<List<StreamedBlock>> choices(List<StreamedBlock> candidates) {
        List<List<StreamedBlock>> all = List.of(List.of());
        for (StreamedBlock candidate : candidates) {
            List<List<StreamedBlock>> longer = new ArrayList<>(all);
            for (List<StreamedBlock> one : all) {
                IntStream.range(1, 7).forEach(rows -> {
                    List<StreamedBlock> more = new ArrayList<>(one);
                    more.add(candidate.withRows(rows));
                    longer.add(more);
                });
            }
            all = longer;
        }
        return all;
    }

    /** Of all blocks, streamed or not. */
    private double cycles(Plan whole, List<StreamedBlock> streamed, int limit) {
        return StreamedBlock.candidates(whole.network()).stream()
                .mapToDouble(candidate -> streamed.stream()
                        .filter(block -> block.firstStep() == candidate.firstStep())
                        .findFirst()
                        .map(block -> costs.cycles(
                                whole.streaming(List.of(block)).work().streamed(block)))
                        .orElseGet(() -> costs.cycles(whole.workWithin(limit).plain(candidate))))
                .sum();
    }
}
