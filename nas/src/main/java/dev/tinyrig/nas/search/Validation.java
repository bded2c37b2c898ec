package dev.tinyrig.nas.search;

import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.MemoryUse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The winner's test: every clip of the test list went through the device.
 *
 * @param classes labels in the network's order
 * @param confusion clips by true class (row) and class answered on the device (column)
 * @param mismatches clips whose output on the device differs from the reference; they count as wrong, are in no column
 * @param latencyMs median over all clips
 * @param counts least, median and most count of one inference
 * @param memory highest marks of any clip
 * @param flashBytes of the image
 * @param benches how many ran side by side
 * @param took wall time
 * @param right for each clip of the test list, in its order, whether the device answered rightly; empty in old logs
 */
public record Validation(
        List<String> classes,
        List<List<Integer>> confusion,
        int mismatches,
        double latencyMs,
        Spread counts,
        Counter counter,
        Fidelity fidelity,
        MemoryUse memory,
        long flashBytes,
        String firmware,
        int benches,
        Duration took,
        List<Boolean> right) {
    /** Logs from before single answers were kept have none. */
    public Validation {
        right = right == null ? List.of() : List.copyOf(right);
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
        int side = classes.size();
        if (confusion.size() != side || confusion.stream().anyMatch(row -> row.size() != side)) {
            throw new IllegalArgumentException(
                    "the confusion matrix of %d classes is not %d x %d".formatted(side, side, side));
        }
    }

    /** The least, the middle and the most of many counts. */
    public record Spread(long least, long median, long most) {}

    public Cost cost() {
        return new Cost(latencyMs, memory.peakSramBytes() / 1024.0, flashBytes / 1024.0);
    }

    public int clips() {
        return confusion.stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .sum()
                + mismatches;
    }

    public int correct() {
        return IntStream.range(0, classes.size())
                .map(i -> confusion.get(i).get(i))
                .sum();
    }
}
