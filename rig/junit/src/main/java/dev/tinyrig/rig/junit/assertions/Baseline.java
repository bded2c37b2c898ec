package dev.tinyrig.rig.junit.assertions;

import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import java.util.List;

/**
 * What is kept of an earlier measurement: its samples, and what they mean.
 *
 * @param firmware build id of the image
 * @param counts sorted
 */
public record Baseline(
        String firmware,
        String target,
        Fidelity fidelity,
        Counter counter,
        double millisecondsPerCount,
        long peakSramBytes,
        List<Long> counts) {
    public Baseline {
        counts = counts.stream().sorted().toList();
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("a baseline needs counts");
        }
    }

    /** Of a measurement as it is. */
    public static Baseline of(Measurement seen) {
        return new Baseline(
                seen.firmware(),
                seen.target(),
                seen.fidelity(),
                seen.counter(),
                1e3 * seen.cyclesPerCount() / seen.clockHz(),
                seen.memory().peakSramBytes(),
                seen.counts());
    }

    /** The middle count, the lower one of two. */
    public long medianCount() {
        return counts.get((counts.size() - 1) / 2);
    }

    double latencyMs() {
        return medianCount() * millisecondsPerCount;
    }
}
