package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Cost;
import dev.tinyrig.nas.search.Validation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A run's line in a comparison, in words and numbers for people. */
public record ComparisonRow(List<String> cells) {
    static final List<String> HEADINGS = List.of(
            "Run",
            "Networks, how chosen",
            "Accuracy on the device",
            "Margin of the first",
            "ms",
            "Peak SRAM, KB",
            "Flash, KB",
            "M MACs",
            "Limits",
            "By the model that chose it");
    private static final String NONE = "-";

    public ComparisonRow {
        cells = List.copyOf(cells);
    }

    static ComparisonRow of(Contestant first, Contestant other) {
        String name = String.valueOf(other.run().getFileName());
        return other.validation()
                .map(validation ->
                        new ComparisonRow(Stream.concat(Stream.of(name, other.way()), results(first, other, validation))
                                .toList()))
                .orElseGet(() -> new ComparisonRow(
                        List.of(name, other.way(), other.fate(), NONE, NONE, NONE, NONE, NONE, NONE, NONE)));
    }

    private static Stream<String> results(Contestant first, Contestant other, Validation validation) {
        Cost cost = validation.cost();
        return Stream.of(
                other.accuracy().map(Interval::toString).orElse(NONE),
                other.equals(first) ? NONE : other.marginOf(first).orElse(NONE),
                decimal(cost.latencyMs(), 2),
                decimal(cost.sramKb(), 1),
                decimal(cost.flashKb(), 1),
                other.macs().map(macs -> decimal(macs / 1e6, 2)).orElse(NONE),
                other.limits().exceededBy(cost).isEmpty() ? "met" : "EXCEEDED",
                other.predicted().map(ComparisonRow::predicted).orElse(NONE));
    }

    private static String predicted(Cost cost) {
        return "%s ms, %s KB, %s KB"
                .formatted(decimal(cost.latencyMs(), 2), decimal(cost.sramKb(), 1), decimal(cost.flashKb(), 1));
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
