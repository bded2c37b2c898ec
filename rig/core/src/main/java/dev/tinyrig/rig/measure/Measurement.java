package dev.tinyrig.rig.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a bench saw of one firmware under one workload; samples are kept as they came.
 *
 * @param firmware build id of the image that answered
 * @param target the target's name
 * @param bench the bench's name, such as {@code qemu-0}
 * @param fidelity how near to silicon the counts are
 * @param counter what {@code counts} counts
 * @param counts one value per measured inference, in the order they ran
 * @param clockHz the target's core clock
 * @param cyclesPerCount 1 where cycles are counted, else the target's fitted cycles per instruction
 * @param memory SRAM high-water marks
 * @param outputs the int8 output per stimulus
 * @param startedAt when the workload began
 * @param wallTime how long loading, booting and running took on the host
 */
public record Measurement(
        String firmware,
        String target,
        String bench,
        Fidelity fidelity,
        Counter counter,
        List<Long> counts,
        long clockHz,
        double cyclesPerCount,
        MemoryUse memory,
        List<Bytes> outputs,
        Instant startedAt,
        Duration wallTime) {

    public Measurement {
        counts = List.copyOf(counts);
        outputs = List.copyOf(outputs);
        if (counts.isEmpty() || clockHz <= 0 || cyclesPerCount <= 0) {
            throw new IllegalArgumentException("a measurement needs counts, a clock and a positive cyclesPerCount");
        }
    }

    /** The middle count, the lower one of two. */
    public long medianCount() {
        return counts.stream().sorted().toList().get((counts.size() - 1) / 2);
    }

    /** Milliseconds of one inference at the target's clock, from the median count. */
    public double latencyMs() {
        return 1e3 * medianCount() * cyclesPerCount / clockHz;
    }
}
