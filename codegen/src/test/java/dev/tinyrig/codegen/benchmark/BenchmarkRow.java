package dev.tinyrig.codegen.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What one layer took.
 *
 * @param limit the instructions it should not exceed by more than 15 %
 * @param others thousands of instructions of TinyEngine float, TinyEngine fixed point and CMSIS-NN
 */
record BenchmarkRow(
        String title, long macs, long instructions, OptionalDouble limit, int scratchBytes, List<Double> others) {
    static final String HEADING =
            """
            | layer | kMAC | instructions | a MAC | limit | of limit | scratch B | TinyEngine float k | fixed k | CMSIS-NN k |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    BenchmarkRow {
        others = List.copyOf(others);
    }

    /** All rows as one; scratch is that of the greediest. */
    static BenchmarkRow sum(List<BenchmarkRow> rows) {
        return new BenchmarkRow(
                "sum",
                rows.stream().mapToLong(BenchmarkRow::macs).sum(),
                rows.stream().mapToLong(BenchmarkRow::instructions).sum(),
                OptionalDouble.empty(),
                rows.stream().mapToInt(BenchmarkRow::scratchBytes).max().orElse(0),
                IntStream.range(0, 3)
                        .mapToObj(other -> rows.stream()
                                .mapToDouble(row -> row.others().get(other))
                                .sum())
                        .toList());
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %,d | %s | %s | %s | %d | %.1f | %.1f | %.1f |%n",
                title,
                macs / 1e3,
                instructions,
                macs == 0 ? "" : "%.3f".formatted((double) instructions / macs),
                limit.isPresent() ? "%,.0f".formatted(limit.getAsDouble()) : "",
                limit.isPresent() ? "%.2f".formatted(instructions / limit.getAsDouble()) : "",
                scratchBytes,
                others.get(0),
                others.get(1),
                others.get(2));
    }
}
