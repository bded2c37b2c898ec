package dev.tinyrig.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitnessTest {
    private final Fitness fitness = new Fitness(new Limits(10, 20, 100));

    @Test
    void ranksInsideByAccuracyThenLatencyThenOutsideByExcessThenRefusedThenCrashed() {
        Evaluation best = measured("w1.0/k3e2", 0.9, 9);
        Evaluation slowerTwin = measured("w1.0/k5e2", 0.9, 9.5);
        Evaluation worse = measured("w1.0/k7e2", 0.8, 2);
        Evaluation nearMiss = measured("w1.0/k3e3", 0.95, 10.5);
        Evaluation farMiss = measured("w1.0/k5e3", 0.99, 30);
        Evaluation refused =
                other("w1.0/k7e3", new Outcome.Rejected(Outcome.Reason.TOO_BIG, "the arena needs 90000 bytes"));
        Evaluation crashed = other("w1.0/k3e4", new Outcome.Crashed("hard fault", ""));

        List<Evaluation> ranked = List.of(crashed, farMiss, worse, refused, slowerTwin, nearMiss, best).stream()
                .sorted(fitness)
                .toList();

        assertThat(ranked).containsExactly(best, slowerTwin, worse, nearMiss, farMiss, refused, crashed);
        assertThat(fitness.winner(ranked)).contains(best);
    }

    @Test
    void namesTheNearestMiss() {
        Evaluation near = measured("w1.0/k3e3", 0.95, 10.5);
        Evaluation far = measured("w1.0/k5e3", 0.99, 30);
        Evaluation refused =
                other("w1.0/k7e3", new Outcome.Rejected(Outcome.Reason.TOO_BIG, "the arena needs 90000 bytes"));

        assertThat(fitness.winner(List.of(near, far))).isEmpty();
        assertThat(fitness.nearestMiss(List.of(far, near)))
                .isEqualTo("the nearest, w1.0/k3e3, needs 10.50 ms where 10 is allowed");
        assertThat(fitness.nearestMiss(List.of(refused)))
                .isEqualTo("the nearest, w1.0/k7e3, was refused: the arena needs 90000 bytes");
    }

    @Test
    void limitsAreMetAtEquality() {
        assertThat(fitness.meetsLimits(measured("w1.0/k3e2", 0.5, 10))).isTrue();
        assertThat(fitness.meetsLimits(measured("w1.0/k3e2", 0.5, 10.001))).isFalse();
    }

    static Evaluation measured(String key, double accuracy, double latencyMs) {
        Measurement measurement = new Measurement(
                "0".repeat(40),
                "stm32f405",
                "fake-0",
                Fidelity.SIMULATED,
                Counter.CYCLES,
                List.of(Math.round(latencyMs * 1e5)),
                100_000_000,
                1,
                new MemoryUse(1_000, 10_000, 10_000, 1_024, 512),
                List.of(),
                Instant.EPOCH,
                Duration.ZERO);
        return evaluation(
                key,
                accuracy,
                Optional.of(new Footprint(50_000, 0, 1_000, 10_000, 1_024)),
                new Outcome.Measured(measurement));
    }

    private static Evaluation other(String key, Outcome outcome) {
        return evaluation(key, 0.99, Optional.empty(), outcome);
    }

    private static Evaluation evaluation(String key, double accuracy, Optional<Footprint> footprint, Outcome outcome) {
        return new Evaluation(
                0,
                0,
                Architecture.ofKey(key),
                1_000_000,
                accuracy,
                10_000,
                footprint,
                outcome,
                Evaluation.Times.NONE,
                Instant.EPOCH);
    }
}
