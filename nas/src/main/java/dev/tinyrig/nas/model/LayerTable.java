package dev.tinyrig.nas.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Layers and their costs as text, one line each, and a line of sums. */
public record LayerTable(List<LayerRow> rows) {
    public LayerTable {
        rows = List.copyOf(rows);
    }

    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-24s %-29s %-11s %12s %12s %12s %9s %9s %9s"
                .formatted(
                        "layer",
                        "kernel",
                        "output",
                        "MACs",
                        "cycles",
                        "instructions",
                        "insn/MAC",
                        "SRAM live",
                        "flash"));
        rows.forEach(row -> lines.add(line(row)));
        lines.add(line(sum()));
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private LayerRow sum() {
        return new LayerRow(
                "all layers",
                "",
                "",
                rows.stream().mapToLong(LayerRow::macs).sum(),
                rows.stream().mapToLong(LayerRow::cycles).sum(),
                rows.stream().mapToLong(LayerRow::instructions).sum(),
                rows.stream().mapToInt(LayerRow::liveBytes).max().orElse(0),
                rows.stream().mapToLong(LayerRow::flashBytes).sum());
    }

    private static String line(LayerRow row) {
        String perMac =
                row.macs() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", (double) row.instructions() / row.macs());
        return String.format(
                Locale.ROOT,
                "%-24s %-29s %-11s %,12d %,12d %,12d %9s %,9d %,9d",
                row.name(),
                row.kernel(),
                row.output(),
                row.macs(),
                row.cycles(),
                row.instructions(),
                perMac,
                row.liveBytes(),
                row.flashBytes());
    }
}
