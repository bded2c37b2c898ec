package dev.tinyrig.nas.model;

import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Outcomes as a bench would give them. */
final class Measurements {
    private Measurements() {}

    static Outcome measured(Bytes output) {
        return new Outcome.Measured(new Measurement(
                "0".repeat(40),
                "stm32f412",
                "fake",
                Fidelity.SIMULATED,
                Counter.INSTRUCTIONS,
                List.of(1L),
                100_000_000,
                1,
                new MemoryUse(1, 1, 1, 1, 1),
                List.of(output),
                Instant.EPOCH,
                Duration.ZERO));
    }
}
