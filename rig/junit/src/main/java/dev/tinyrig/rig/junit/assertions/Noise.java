package dev.tinyrig.rig.junit.assertions;

import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/**
 * Whether two measurements differ by more than chance.
 *
 * <p>An emulator counts the same each time, so that its samples must be equal. A board's samples are compared as a whole by the
 * Mann-Whitney U test, which assumes no distribution; means would follow one late interrupt of the debugger.
 */
final class Noise {
    /** One false alarm in a hundred runs of unchanged firmware. */
    static final double SIGNIFICANCE = 0.01;

    /** With fewer the test could not reach its significance, whatever the samples are: 2 / C(10, 5) = 0.008. */
    static final int LEAST_SAMPLES = 5;

    private Noise() {}

    /** What differs, and by how much; empty if nothing does. */
    static Optional<String> beyond(Baseline expected, Measurement seen, Tolerance tolerance) {
        return otherKind(expected, seen)
                .or(() -> memory(expected, seen, tolerance))
                .or(() -> seen.fidelity() == Fidelity.MEASURED
                        ? ofBoard(expected, seen, tolerance)
                        : ofEmulator(expected, seen, tolerance));
    }

    private static Optional<String> otherKind(Baseline expected, Measurement seen) {
        String before = "%s %s on %s".formatted(expected.fidelity(), expected.counter(), expected.target());
        String now = "%s %s on %s".formatted(seen.fidelity(), seen.counter(), seen.target());
        return before.equals(now)
                ? Optional.empty()
                : Optional.of("numbers of two kinds are not compared: the baseline is %s, this is %s"
                        .formatted(before, now)
                        .toLowerCase(Locale.ROOT));
    }

    private static Optional<String> memory(Baseline expected, Measurement seen, Tolerance tolerance) {
        long now = seen.memory().peakSramBytes();
        return tolerance.allows(now, expected.peakSramBytes())
                ? Optional.empty()
                : Optional.of("expected a peak SRAM of %s as before, but it is %s on %s"
                        .formatted(Shown.bytes(expected.peakSramBytes()), Shown.bytes(now), seen.bench()));
    }

    private static Optional<String> ofEmulator(Baseline expected, Measurement seen, Tolerance tolerance) {
        List<Long> counts = seen.counts().stream().sorted().toList();
        if (counts.size() != expected.counts().size()) {
            return Optional.of("%d inferences were measured, %d for the baseline: the same workload is needed"
                    .formatted(counts.size(), expected.counts().size()));
        }
        boolean equal = IntStream.range(0, counts.size())
                .allMatch(i -> tolerance.allows(counts.get(i), expected.counts().get(i)));
        return equal
                ? Optional.empty()
                : Optional.of("%s, and an emulator counts the same each time, so that it is %s"
                        .formatted(
                                change(expected, seen),
                                seen.firmware().equals(expected.firmware())
                                        ? "the emulator that has changed"
                                        : "the firmware that has changed"));
    }

    private static Optional<String> ofBoard(Baseline expected, Measurement seen, Tolerance tolerance) {
        int fewest = Math.min(expected.counts().size(), seen.counts().size());
        if (fewest < LEAST_SAMPLES) {
            return Optional.of("%d samples say nothing of noise: measure %d inferences or more, in baseline and test"
                    .formatted(fewest, LEAST_SAMPLES));
        }
        double chance = new MannWhitneyUTest().mannWhitneyUTest(samples(expected.counts()), samples(seen.counts()));
        boolean within = chance >= SIGNIFICANCE || tolerance.allows(seen.medianCount(), expected.medianCount());
        return within
                ? Optional.empty()
                : Optional.of("%s; chance alone does that in %s of all runs (Mann-Whitney U, %d and %d samples)"
                        .formatted(
                                change(expected, seen),
                                Shown.percent(chance),
                                expected.counts().size(),
                                seen.counts().size()));
    }

    private static double[] samples(List<Long> counts) {
        return counts.stream().mapToDouble(Long::doubleValue).toArray();
    }

    private static String change(Baseline expected, Measurement seen) {
        double ratio = (double) seen.medianCount() / expected.medianCount() - 1;
        return "expected a latency of %s as before, but it is %s: the median is %s %s"
                .formatted(
                        Shown.ms(expected.latencyMs()),
                        Shown.latency(seen),
                        Shown.percent(Math.abs(ratio)),
                        ratio < 0 ? "less" : "more");
    }
}
