package dev.tinyrig.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.rig.measure.Outcome;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final Scheduler scheduler = new Scheduler();

    @Test
    void searchSpaceNetworksNeedNoMoreThanTheirPeak() {
        Options frugal = Options.DEFAULT.with(Techniques.ALL.withoutAdaptiveMemory());
        LongStream.range(0, 200).mapToObj(Networks::mbConv).forEach(network -> {
            Schedule schedule = scheduler.schedule(network, frugal);

            assertThat(schedule.arenaBytes()).as(network.name()).isEqualTo(schedule.peakLiveBytes());
        });
    }

    @Test
    void scratchThatMakesKernelsQuickerCostsHardlyAnyMemory() {
        Options frugal = Options.DEFAULT.with(Techniques.ALL.withoutAdaptiveMemory());
        LongStream.range(0, 200).mapToObj(Networks::mbConv).forEach(network -> {
            int least = scheduler.schedule(network, frugal).arenaBytes();

            assertThat(scheduler.schedule(network).arenaBytes())
                    .as(network.name())
                    .isBetween(least, least + 2_048);
        });
    }

    @Test
    void depthwiseOutputOverwritesItsInput() {
        Network network = new NetworkBuilder("separable", new Shape(8, 8, 8), 1)
                .conv(16, 1, 1, 1, 1)
                .depthwise(3, 3, 2, 2)
                .build();

        Schedule inPlace = scheduler.schedule(network);
        Schedule apart = scheduler.schedule(network, Options.DEFAULT.with(Techniques.ALL.withoutInPlaceDepthwise()));

        assertThat(inPlace.offsetOf(2)).isEqualTo(inPlace.offsetOf(1));
        assertThat(apart.offsetOf(2)).isNotEqualTo(apart.offsetOf(1));
    }

    @Test
    void onlyBlocksAboveTheLimitAreStreamed() {
        NetworkBuilder builder = new NetworkBuilder("blocks", new Shape(40, 40, 8), 1);
        builder.conv(48, 1, 1, 1, 1).depthwise(3, 3, 2, 2).conv(16, 1, 1, 1, 1);
        int block = builder.last();
        builder.conv(96, 1, 1, 1, 1).depthwise(5, 5, 1, 1).conv(16, 1, 1, 1, 1).add(block, builder.last());
        Network network = builder.build();

        assertThat(streamedWithin(90_000, network)).isEmpty();
        assertThat(streamedWithin(60_000, network)).containsExactly(0);
        assertThat(streamedWithin(40_000, network)).containsExactly(0, 3);
    }

    @Test
    void unreachableLimitStreamsNoBlockThatIsNotFullest() {
        NetworkBuilder builder = new NetworkBuilder("blocks", new Shape(40, 40, 8), 1);
        builder.conv(48, 1, 1, 1, 1).depthwise(3, 3, 2, 2).conv(16, 1, 1, 1, 1);
        builder.conv(32, 1, 1, 1, 1).depthwise(5, 5, 1, 1).conv(16, 1, 1, 1, 1);

        assertThat(streamedWithin(1, builder.build())).containsExactly(0);
    }

    /** The first steps of the blocks that are streamed. */
    private List<Integer> streamedWithin(int bytes, Network network) {
        return scheduler.schedule(network, Options.DEFAULT.within(bytes)).streamed().stream()
                .map(StreamedBlock::firstStep)
                .toList();
    }

    @Test
    void streamedResidualBlockRunsInThePlaceOfItsInput() {
        NetworkBuilder builder = new NetworkBuilder("residual", new Shape(20, 20, 16), 1);
        builder.conv(64, 1, 1, 1, 1).depthwise(3, 3, 1, 1).conv(16, 1, 1, 1, 1).add(0, builder.last());
        Network network = builder.build();

        Schedule schedule = scheduler.schedule(network, Options.DEFAULT.within(1));

        int band = 3 * 20 * 64;
        assertThat(schedule.offsetOf(4)).isEqualTo(schedule.offsetOf(0));
        assertThat(schedule.placements().get(1).bytes()).isEqualTo(band);
        assertThat(schedule.arenaBytes()).isLessThan(20 * 20 * 16 + band + 20 * 64 + 20 * 16 + 2_500);
    }

    @Test
    void streamedOutputOverwritesRowsThatAreNotReadAgain() {
        NetworkBuilder builder = new NetworkBuilder("shrinking", new Shape(40, 40, 8), 1);
        builder.conv(48, 1, 1, 1, 1).depthwise(3, 3, 2, 2).conv(16, 1, 1, 1, 1);
        Network network = builder.build();

        Schedule schedule = scheduler.schedule(network, Options.DEFAULT.within(1));

        int input = 40 * 40 * 8;
        int rowsInBetween = 3 * 40 * 48 + 20 * 48;
        assertThat(schedule.offsetOf(3)).isLessThanOrEqualTo(schedule.offsetOf(0));
        assertThat(schedule.arenaBytes()).isLessThan(input + rowsInBetween + 1_300);
    }

    @Test
    void chainsThatDefeatGreedyPlacementReachTheirPeak() {
        // The first layers of a 96x96 picture network: greedy wants 64512 bytes.
        NetworkBuilder builder = new NetworkBuilder("chain", new Shape(96, 96, 3), 1).conv(8, 3, 3, 2, 2);
        builder.depthwise(3, 3, 1, 1).conv(16, 1, 1, 1, 1).depthwise(3, 3, 2, 2).conv(32, 1, 1, 1, 1);

        Schedule schedule = scheduler.schedule(builder.build());

        int columns = 4 * 2 * 8;
        assertThat(schedule.arenaBytes()).isEqualTo(48 * 48 * (8 + 16) + columns);
    }

    @Test
    void tensorsThatLiveTogetherNeverShareBytes() {
        for (long seed = 0; seed < 100; seed++) {
            Network network = Networks.randomGraph(seed, 25);

            Schedule schedule = scheduler.schedule(network);

            assertThat(schedule.arenaBytes()).isGreaterThanOrEqualTo(schedule.peakLiveBytes());
            assertNothingIsOverwritten(schedule);
        }
    }

    @Test
    void buffersLieOnWords() {
        for (Placement placement :
                scheduler.schedule(Networks.randomGraph(1, 30)).placements()) {
            assertThat(placement.offset() % 4).isZero();
        }
    }

    @Test
    void sumTakesOverAnOperandThatIsNotReadAgain() {
        NetworkBuilder builder = new NetworkBuilder("residual", new Shape(5, 5, 8), 1).conv(8, 1, 1, 1, 1);
        Network network = builder.add(0, 1).build();

        Schedule schedule = scheduler.schedule(network);

        assertThat(schedule.offsetOf(2)).isEqualTo(schedule.offsetOf(0));
        int columns = 4 * 2 * 8;
        assertThat(schedule.arenaBytes()).isEqualTo(400 + columns);
    }

    @Test
    void sumSparesAnOperandThatIsReadAgain() {
        NetworkBuilder builder = new NetworkBuilder("twice", new Shape(5, 5, 8), 1).conv(8, 1, 1, 1, 1);
        Network network = builder.add(0, 1).add(0, 1).add(2, 3).build();

        Schedule schedule = scheduler.schedule(network);

        assertThat(schedule.offsetOf(2)).isNotIn(schedule.offsetOf(0), schedule.offsetOf(1));
    }

    @Test
    void scratchIsOutOfTheWayOfInputAndOutput() {
        Network network = new NetworkBuilder("stem", new Shape(49, 10, 1), 1)
                .conv(8, 10, 4, 2, 2)
                .build();

        Schedule schedule = scheduler.schedule(network);

        Step step = schedule.steps().get(0);
        assertThat(step.kernel()).isEqualTo(new Kernel("kernel_tiled_conv2d_s8", 480, false));
        assertThat(schedule.arenaBytes()).isEqualTo(492 + 1000 + 480);
        for (Placement placement : schedule.placements()) {
            assertThat(step.scratchOffset() + 480 <= placement.offset()
                            || placement.offset() + placement.bytes() <= step.scratchOffset())
                    .isTrue();
        }
    }

    @Test
    void tilesNarrowWhereMemoryIsNotAdapted() {
        Network network = Networks.dsCnn();

        Schedule wide = scheduler.schedule(network);
        Schedule narrow = scheduler.schedule(network, Options.DEFAULT.with(Techniques.ALL.withoutAdaptiveMemory()));

        int pointwise = 2;
        assertThat(wide.steps().get(pointwise).kernel().scratchBytes()).isEqualTo(4 * 2 * 64);
        assertThat(narrow.steps().get(pointwise).kernel().scratchBytes()).isEqualTo(2 * 64);
        assertThat(narrow.arenaBytes()).isLessThan(wide.arenaBytes());
    }

    @Test
    void plainKernelsRunWhereNoneIsSpecialised() {
        Options plain = Options.DEFAULT.with(Techniques.ALL.withoutSpecialisedKernels());

        Schedule schedule = scheduler.schedule(Networks.dsCnn(), plain);

        assertThat(schedule.steps()).noneMatch(step -> step.kernel().isTiled());
    }

    @Test
    void pointConvolutionsThatSkipPixelsAreNotPointwise() {
        Window point = new Window(1, 1, 2, 1, 0, 0);
        NetworkBuilder builder = new NetworkBuilder("skip", new Shape(5, 5, 8), 1);

        Network network = builder.conv(0, point, new Shape(3, 5, 8)).build();

        assertThat(scheduler.schedule(network).steps().get(0).kernel().function())
                .isEqualTo("kernel_tiled_conv2d_s8");
    }

    @Test
    void saysWhichLayerIsTooBig() {
        Schedule schedule = scheduler.schedule(Networks.dsCnn());

        assertThat(schedule.refusalBeyond(16_512)).isEmpty();
        assertThat(schedule.refusalBeyond(16_511))
                .contains(
                        new Outcome.Rejected(
                                Outcome.Reason.TOO_BIG,
                                "arena of 16512 bytes is above the limit of 16511; the fullest layer is conv2 with 16512 bytes live"));
    }

    @Test
    void sameNetworkSameSchedule() {
        Network network = Networks.mbConv(44);

        assertThat(scheduler.schedule(network)).isEqualTo(new Scheduler().schedule(network));
    }

    /** Plays the schedule: every byte knows which tensor was written to it last. */
    private static void assertNothingIsOverwritten(Schedule schedule) {
        int[] owner = new int[schedule.arenaBytes()];
        write(
                owner,
                schedule.placements().get(schedule.network().input()),
                schedule.network().input());
        for (Step step : schedule.steps()) {
            for (int input : step.layer().inputs()) {
                assertOwned(owner, schedule.placements().get(input), step);
            }
            int scratchEnd = step.scratchOffset() + step.kernel().scratchBytes();
            for (int at = step.scratchOffset(); at < scratchEnd; at++) {
                owner[at] = -1;
            }
            List<Integer> inputs = step.layer().inputs();
            int output = step.layer().output();
            write(owner, schedule.placements().get(output), output);
            for (int input : inputs) {
                if (!step.kernel().inPlace() || schedule.offsetOf(input) != schedule.offsetOf(output)) {
                    assertOwned(owner, schedule.placements().get(input), step);
                }
            }
        }
    }

    private static void write(int[] owner, Placement placement, int tensor) {
        for (int at = 0; at < placement.bytes(); at++) {
            owner[placement.offset() + at] = tensor;
        }
    }

    private static void assertOwned(int[] owner, Placement placement, Step step) {
        for (int at = 0; at < placement.bytes(); at++) {
            assertThat(owner[placement.offset() + at])
                    .as(
                            "byte %d of tensor %d at %s",
                            at, placement.tensor(), step.layer().name())
                    .isEqualTo(placement.tensor());
        }
    }
}
