package dev.tinyrig.rig.junit.assertions;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static dev.tinyrig.rig.junit.assertions.RigAssertions.kib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

final class MeasurementAssertTest {
    private static final Firmware FIRMWARE = firmware("1");

    private static Firmware firmware(String digit) {
        return new Firmware(
                Path.of("out/keyword.elf"),
                digit.repeat(40),
                "stm32f746",
                "none",
                new Footprint(50_000, 1_000, 500, 40_000, 2_048));
    }

    private static Measurement seen(Fidelity fidelity, Long... counts) {
        return new Measurement(
                "1".repeat(40),
                "stm32f746",
                fidelity == Fidelity.MEASURED ? "nucleo-1" : "sim-0",
                fidelity,
                Counter.CYCLES,
                Arrays.asList(counts),
                216_000_000,
                1,
                new MemoryUse(1_500, 40_000, 39_000, 2_048, 700),
                List.of(),
                Instant.EPOCH,
                Duration.ofSeconds(1));
    }

    private static Measurement simulated(Long... counts) {
        return seen(Fidelity.SIMULATED, counts);
    }

    private static Measurement measured(LongStream counts) {
        return seen(Fidelity.MEASURED, counts.boxed().toArray(Long[]::new));
    }

    /** Latencies of a board with jitter, seeded. */
    private static LongStream jitter(long seed, long base, int count) {
        Random random = new Random(seed);
        return LongStream.generate(() -> base + Math.round(100 * random.nextGaussian()))
                .limit(count);
    }

    @Test
    void limitsHoldBelowAndFailAtTheLimitWithUnitAndFidelity() {
        Measurement seen = simulated(2_160_000L);

        assertThat(seen)
                .latencyBelow(Duration.ofMillis(11))
                .peakSramBelow(kib(60))
                .flashBelow(kib(50), FIRMWARE);

        assertThatThrownBy(() -> assertThat(seen).latencyBelow(Duration.ofMillis(10)))
                .hasMessage("expected a latency below 10.00 ms on stm32f746, but it is 10.00 ms "
                        + "(2,160,000 cycles at 216 MHz, simulated on sim-0)");
        assertThatThrownBy(() -> assertThat(seen).peakSramBelow(42_200))
                .hasMessage("expected a peak SRAM below 42,200 bytes (41.2 KiB) on stm32f746, but it is 42,200 bytes"
                        + " (41.2 KiB): static data 1,500, arena 40,000, stack 700 bytes, as sim-0 reported");
        assertThatThrownBy(() -> assertThat(seen).flashBelow(51_000, FIRMWARE))
                .hasMessage("expected keyword.elf to fill less than 51,000 bytes (49.8 KiB) of flash, but it fills"
                        + " 51,000 bytes (49.8 KiB): code and constants 50,000, data 1,000 bytes, as linked");
        assertThatThrownBy(() -> assertThat(seen).flashBelow(kib(50), firmware("2")))
                .hasMessageEndingWith("was measured: give the firmware that ran");
        assertThatThrownBy(() -> assertThat(seen).hasFidelity(Fidelity.MEASURED))
                .hasMessageContaining("expected numbers that are MEASURED, but 10.00 ms");
    }

    @Test
    void outcomeThatIsNoMeasurementSaysWhatCameOfIt() {
        Outcome rejected = new Outcome.Rejected(Outcome.Reason.TOO_BIG, "400000 bytes of SRAM needed");
        Outcome crashed = new Outcome.Crashed("stimulus 0 of 1: fault", "e-[fault BusFault]");

        assertThat(rejected).wasRejectedAs(Outcome.Reason.TOO_BIG);
        assertThat(crashed).crashedWith("BusFault");
        assertThatThrownBy(() -> assertThat(rejected).wasMeasured())
                .hasMessage(
                        "expected a measurement, but the firmware was rejected as TOO_BIG: 400000 bytes of SRAM needed");
        assertThatThrownBy(() -> assertThat(crashed).wasMeasured())
                .hasMessageContaining("crashed: stimulus 0 of 1: fault; last console lines:")
                .hasMessageEndingWith("e-[fault BusFault]");
        assertThatThrownBy(() -> assertThat(new Outcome.Measured(simulated(1L))).crashedWith("BusFault"))
                .hasMessageContaining("the firmware was measured: ");
    }

    @Test
    void emulatorMustCountTheSameInWhateverOrder() {
        Measurement before = simulated(100L, 200L, 300L);

        assertThat(simulated(300L, 100L, 200L)).isWithinNoiseOf(before, Tolerance.NONE);
        assertThat(simulated(100L, 201L, 300L)).isWithinNoiseOf(before, Tolerance.percent(1));
        assertThatThrownBy(() -> assertThat(simulated(100L, 201L, 300L)).isWithinNoiseOf(before, Tolerance.NONE))
                .hasMessageStartingWith("expected a latency of 0.0009259 ms as before, but it is 0.0009306 ms"
                        + " (201 cycles at 216 MHz, simulated on sim-0): the median is 0.50 % more");
        assertThatThrownBy(() -> assertThat(simulated(100L, 200L)).isWithinNoiseOf(before, Tolerance.NONE))
                .hasMessageContaining("2 inferences were measured, 3 for the baseline");
    }

    @Test
    void jitterOfABoardIsNoiseAndAShiftBeyondItIsNot() {
        Measurement before = measured(jitter(1, 100_000, 30));

        assertThat(measured(jitter(2, 100_000, 30))).isWithinNoiseOf(before, Tolerance.NONE);
        assertThatThrownBy(() -> assertThat(measured(jitter(3, 100_200, 30))).isWithinNoiseOf(before, Tolerance.NONE))
                .hasMessageContaining(
                        "% more; chance alone does that in 0.00 % of all runs (Mann-Whitney U, 30 and 30 samples)");
        assertThat(measured(jitter(3, 100_200, 30))).isWithinNoiseOf(before, Tolerance.percent(0.5));
    }

    @Test
    void unchangedBoardIsBlamedInAboutOneRunOfAHundred() {
        long blamed = LongStream.range(0, 1000)
                .filter(seed -> Noise.beyond(
                                Baseline.of(measured(jitter(2 * seed, 100_000, 20))),
                                measured(jitter(2 * seed + 1, 100_000, 20)),
                                Tolerance.NONE)
                        .isPresent())
                .count();

        assertThat(blamed).isBetween(2L, 25L);
    }

    @Test
    void oneOutlierOfABoardIsNoise() {
        Measurement before = measured(jitter(1, 100_000, 30));
        LongStream late = LongStream.concat(jitter(2, 100_000, 29), LongStream.of(50_000_000));

        assertThat(measured(late)).isWithinNoiseOf(before, Tolerance.NONE);
    }

    @Test
    void tooFewSamplesAndNumbersOfAnotherKindAreRefused() {
        assertThatThrownBy(() -> assertThat(measured(jitter(1, 100, 4)))
                        .isWithinNoiseOf(measured(jitter(2, 100, 30)), Tolerance.NONE))
                .hasMessage("4 samples say nothing of noise: measure 5 inferences or more, in baseline and test");
        assertThatThrownBy(
                        () -> assertThat(simulated(100L)).isWithinNoiseOf(measured(jitter(2, 100, 30)), Tolerance.NONE))
                .hasMessage("numbers of two kinds are not compared: the baseline is measured cycles on stm32f746,"
                        + " this is simulated cycles on stm32f746");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void baselineIsWrittenWhenAskedAndComparedFromThenOn(@TempDir Path folder) throws IOException {
        BaselineFile file = new BaselineFile(folder.resolve("baselines/keyword.json"));
        assertThatThrownBy(() -> assertThat(simulated(100L)).isWithinNoiseOf(file))
                .hasMessageEndingWith("has no baseline \"stm32f746 simulated cycles\":"
                        + " write one with -Dtinyrig.baselines.rewrite=true and commit it");

        System.setProperty(BaselineFile.REWRITE, "true");
        try {
            assertThat(simulated(100L)).isWithinNoiseOf(file);
            assertThat(measured(jitter(1, 100_000, 30))).isWithinNoiseOf(file);
        } finally {
            System.clearProperty(BaselineFile.REWRITE);
        }

        assertThat(simulated(100L)).isWithinNoiseOf(file);
        assertThat(measured(jitter(2, 100_000, 30))).isWithinNoiseOf(file);
        assertThatThrownBy(() -> assertThat(simulated(99L)).isWithinNoiseOf(file))
                .hasMessageEndingWith(
                        "if that is meant, write %s again with -Dtinyrig.baselines.rewrite=true", file.file());
        assertThat(Files.readString(file.file())).contains("\"stm32f746 measured cycles\"");
    }
}
