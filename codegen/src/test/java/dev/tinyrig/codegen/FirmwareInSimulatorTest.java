package dev.tinyrig.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.CrossTools;
import dev.tinyrig.codegen.fixture.NetworkBuilder.Activation;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Placement.Tcm;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated firmware in the rig's simulator: on every target as the Java reference, and with the counts of QEMU. */
class FirmwareInSimulatorTest {
    private static final Path CACHE = Path.of("target/objects");
    private static final int STIMULI = 2;

    /** Kernels in assembly have an order of instructions for each core. */
    private static final String CORTEX_M4 = "stm32f412";

    private static final String CORTEX_M7 = "stm32f746";

    @ParameterizedTest
    @ValueSource(strings = {"stm32f412", "stm32f746", "stm32f765", "stm32h743"})
    void everyTargetGivesTheOutputsOfTheReference(String name, @TempDir Path folder) {
        Target target = Targets.load().named(name);
        Network network = Networks.mbConv(1);
        Firmware firmware = built(network, target, folder);

        try (Session session = new SimBench("sim").open(target)) {
            Measurement seen = measured(session.run(firmware, workload(network)));

            assertThat(seen.outputs()).hasSize(STIMULI);
            assertThat(seen.target()).isEqualTo(name);
        }
    }

    /** What lies where changes the time, and neither outputs nor the memory that is counted. */
    @Test
    void tightlyCoupledMemoriesSaveCycles(@TempDir Path folder) {
        Target target = Targets.load().named("stm32h743");
        Network network = Networks.mbConv(1);
        List<Measurement> seen = Stream.of(Tcm.OFF, Tcm.DATA, Tcm.ALL)
                .map(tcm -> built(network, target, Options.DEFAULT.with(tcm), folder.resolve(tcm.name())))
                .map(firmware -> {
                    try (Session session = new SimBench("sim").open(target)) {
                        return measured(session.run(firmware, workload(network)));
                    }
                })
                .toList();

        assertThat(seen.get(1).medianCount()).isLessThan(seen.get(0).medianCount());
        assertThat(seen.get(2).medianCount()).isLessThan(seen.get(1).medianCount());
        assertThat(seen)
                .extracting(Measurement::memory)
                .containsOnly(seen.get(0).memory());
    }

    /** Small shapes, so that every width of tile, odd channels and every remainder of the unrolled loop come up. */
    @ParameterizedTest
    @CsvSource({CORTEX_M4 + ",DOUBLE", CORTEX_M4 + ",SINGLE", CORTEX_M7 + ",DOUBLE", CORTEX_M7 + ",SINGLE"})
    void everyTileGivesTheOutputsOfTheReference(String target, Rounding rounding, @TempDir Path folder) {
        List<Network> networks =
                IntStream.rangeClosed(1, 28).mapToObj(Networks::oneConvolution).toList();

        assertOutputsOfTheReference(networks, target, rounding, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {CORTEX_M4, CORTEX_M7})
    void everySumGivesTheOutputsOfTheReference(String target, @TempDir Path folder) {
        List<Network> networks =
                IntStream.rangeClosed(1, 12).mapToObj(Networks::oneSum).toList();

        assertOutputsOfTheReference(networks, target, Rounding.DOUBLE, folder);
    }

    private static void assertOutputsOfTheReference(
            List<Network> networks, String targetName, Rounding rounding, Path folder) {
        Target target = Targets.load().named(targetName);
        Options options = Options.DEFAULT.with(rounding);
        try (Session session = new SimBench("sim").open(target)) {
            for (Network network : networks) {
                Firmware firmware = built(network, target, options, folder.resolve(network.name()));

                Measurement seen = measured(session.run(firmware, workload(network, rounding)));

                assertThat(seen.outputs()).hasSize(STIMULI);
            }
        }
    }

    /** Every width and stride, in place, at each way of rounding. */
    @ParameterizedTest
    @CsvSource({
        CORTEX_M4 + ",RANDOM,DOUBLE",
        CORTEX_M4 + ",RELU,DOUBLE",
        CORTEX_M4 + ",NONE,SINGLE",
        CORTEX_M7 + ",RANDOM,DOUBLE",
        CORTEX_M7 + ",RELU,DOUBLE",
        CORTEX_M7 + ",NONE,SINGLE"
    })
    void depthwiseLayersGiveTheOutputsOfTheReference(
            String targetName, Activation activation, Rounding rounding, @TempDir Path folder) {
        Target target = Targets.load().named(targetName);
        try (Session session = new SimBench("sim").open(target)) {
            for (long seed = 1; seed <= 19; seed++) {
                Network network = depthwiseNetwork(seed, activation);
                Options options = Options.DEFAULT.with(rounding);
                Firmware firmware = built(network, target, options, folder.resolve(network.name()));

                Measurement seen = measured(session.run(firmware, workload(network, rounding)));

                assertThat(seen.outputs()).hasSize(STIMULI);
            }
        }
    }

    private static Network depthwiseNetwork(long seed, Activation activation) {
        if (seed <= 6) {
            return Networks.depthwiseChain(seed, activation);
        }
        return seed <= 16 ? Networks.threeByThreeChain(seed, activation) : Networks.halvedMap(seed, activation);
    }

    @Test
    void streamedNetworkTouchesNoMoreThanItsSmallerArena(@TempDir Path folder) {
        Target target = Targets.load().named("stm32f412");
        Network network = Networks.mbConv(4);
        Options options = Options.DEFAULT.within(1);
        Schedule plain = new Scheduler().schedule(network);
        Schedule streamed = new Scheduler().schedule(network, options);
        Firmware firmware = built(network, target, options, folder);

        try (Session session = new SimBench("sim").open(target)) {
            Measurement seen = measured(session.run(firmware, workload(network)));

            assertThat(streamed.streamed()).isNotEmpty();
            assertThat(streamed.arenaBytes()).isLessThan(plain.arenaBytes());
            assertThat(seen.memory().arenaTouchedBytes()).isLessThanOrEqualTo(streamed.arenaBytes());
        }
    }

    @Test
    void networkCountsTheSameAsInQemu(@TempDir Path folder) {
        Target target = Targets.load().named("stm32f405");
        Network network = Networks.dsCnn();
        Firmware firmware = built(network, target, folder);

        try (Session simulator = SimBench.countingInstructions("sim").open(target);
                Session qemu = CrossTools.qemu(target)) {
            Measurement here = measured(simulator.run(firmware, workload(network)));
            Measurement there = measured(qemu.run(firmware, workload(network)));

            assertThat(here.counts()).isEqualTo(there.counts());
            assertThat(here.memory()).isEqualTo(there.memory());
        }
    }

    private static Firmware built(Network network, Target target, Path folder) {
        return built(network, target, Options.DEFAULT, folder);
    }

    private static Firmware built(Network network, Target target, Options options, Path folder) {
        Codegen codegen = new Codegen(CrossTools.toolchain(CACHE), options);
        return codegen.compile(network, target, folder).match(Build.Built::firmware, refused -> {
            throw new AssertionError(refused.toString());
        });
    }

    private static Workload workload(Network network) {
        return workload(network, Rounding.DOUBLE);
    }

    private static Workload workload(Network network, Rounding rounding) {
        ReferenceExecutor reference = new ReferenceExecutor(network, rounding);
        List<Stimulus> stimuli = LongStream.range(0, STIMULI)
                .mapToObj(seed -> {
                    Bytes input = Networks.randomInput(network, seed);
                    return new Stimulus(input, reference.run(input));
                })
                .toList();
        return new Workload(stimuli, 0, 1, Duration.ofMinutes(2));
    }

    private static Measurement measured(Outcome outcome) {
        return outcome.match(
                Outcome.Measured::measurement,
                rejected -> {
                    throw new AssertionError(rejected.toString());
                },
                crashed -> {
                    throw new AssertionError(crashed.toString());
                });
    }
}
