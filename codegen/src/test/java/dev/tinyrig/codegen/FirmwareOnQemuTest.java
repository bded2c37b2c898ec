package dev.tinyrig.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.CrossTools;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole firmware in the emulator: the bench itself compares every output with the Java reference. */
class FirmwareOnQemuTest {
    private static final Path CACHE = Path.of("target/objects");
    private static final Target TARGET = Targets.load().named("stm32f405");
    private static final int STIMULI = 3;

    /** Networks, and the instructions per MAC that plain kernels must stay below. */
    static Stream<Network> networks() {
        return Stream.of(Networks.dsCnn(), Networks.mbConv(1), Networks.mbConv(2), Networks.mbConv(3));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void outputsEqualTheReferenceInUnderEightInstructionsPerMac(Network network, @TempDir Path folder) {
        Codegen codegen = new Codegen(CrossTools.toolchain(CACHE));
        Firmware firmware = built(codegen.compile(network, TARGET, folder));

        Measurement measurement;
        try (Session session = CrossTools.qemu(TARGET)) {
            measurement = measured(session.run(firmware, workload(network)));
        }

        double instructionsPerMac = (double) measurement.medianCount() / Macs.of(network);
        System.out.printf(
                "%s: %,d MACs, %.2f instructions per MAC, arena %d, stack %d, flash %d bytes%n",
                network.name(),
                Macs.of(network),
                instructionsPerMac,
                measurement.memory().arenaTouchedBytes(),
                measurement.memory().stackTouchedBytes(),
                firmware.footprint().flashBytes());
        assertThat(instructionsPerMac).isBetween(1.0, 8.0);
        assertThat(measurement.memory().arenaBytes())
                .isEqualTo(align16(codegen.schedule(network, TARGET).arenaBytes()));
    }

    private static Workload workload(Network network) {
        ReferenceExecutor reference = new ReferenceExecutor(network);
        List<Stimulus> stimuli = LongStream.range(0, STIMULI)
                .mapToObj(seed -> {
                    Bytes input = Networks.randomInput(network, seed);
                    return new Stimulus(input, reference.run(input));
                })
                .toList();
        return new Workload(stimuli, 0, 1, Duration.ofSeconds(60));
    }

    private static Firmware built(Build build) {
        return build.match(Build.Built::firmware, refused -> {
            throw new AssertionError(refused.toString());
        });
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

    private static int align16(int bytes) {
        return (bytes + 15) / 16 * 16;
    }
}
