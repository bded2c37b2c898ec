package dev.tinyrig.codegen.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What one layer took.
 *
 * @param limit the instructions it should not exceed by more than 15 %
 * @param exactRounding instructions an output more than with single rounding; empty where single rounding was counted
 * @param others thousands of instructions of TinyEngine float, TinyEngine fixed point and CMSIS-NN
 */
record BenchmarkRow(
        String title,
        long macs,
        LayerCost cost,
        OptionalDouble limit,
        OptionalDouble exactRounding,
        int scratchBytes,
        List<Double> others) {
    static final double TOLERATED = 1.15;
    static final String HEADING =
            """
            | layer | kMAC | instructions | a MAC | limit | of limit | exact rounding, an output | cycles | a MAC | scratch B | code B \
            | TinyEngine float k | fixed k | CMSIS-NN k |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    BenchmarkRow {
        others = List.copyOf(others);
    }

    /** All rows as one; scratch and code are those of the greediest. */
    static BenchmarkRow sum(List<BenchmarkRow> rows) {
        return new BenchmarkRow(
                "sum; most",
                rows.stream().mapToLong(BenchmarkRow::macs).sum(),
                new LayerCost(
                        rows.stream()
                                .mapToLong(row -> row.cost().instructions())
                                .sum(),
                        rows.stream().mapToLong(row -> row.cost().cycles()).sum(),
                        rows.stream()
                                .mapToLong(row -> row.cost().codeBytes())
                                .max()
                                .orElse(0)),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                rows.stream().mapToInt(BenchmarkRow::scratchBytes).max().orElse(0),
                IntStream.range(0, 3)
                        .mapToObj(other -> rows.stream()
                                .mapToDouble(row -> row.others().get(other))
                                .sum())
                        .toList());
    }

    /** Empty where no limit was worked out. */
    OptionalDouble ofLimit() {
        return limit.isPresent()
                ? OptionalDouble.of(cost.instructions() / limit.getAsDouble())
                : OptionalDouble.empty();
    }

    boolean isAboveLimit() {
        return ofLimit().orElse(0) > TOLERATED;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %,d | %s | %s | %s | %s | %,d | %s | %d | %d | %.1f | %.1f | %.1f |%n",
                title,
                macs / 1e3,
                cost.instructions(),
                aMac(cost.instructions()),
                format("%,.0f", limit),
                format(isAboveLimit() ? "**%.2f**" : "%.2f", ofLimit()),
                format("%.2f", exactRounding),
                cost.cycles(),
                aMac(cost.cycles()),
                scratchBytes,
                cost.codeBytes(),
                others.get(0),
                others.get(1),
                others.get(2));
    }

    private String aMac(long count) {
        return macs == 0 ? "" : String.format(Locale.ROOT, "%.3f", (double) count / macs);
    }

    private static String format(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }
}
