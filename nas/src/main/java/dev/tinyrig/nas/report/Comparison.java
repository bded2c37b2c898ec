package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs side by side, in one table for each target and its limits, made from their logs alone. The first of each table is
 * the one whose margin over the others is told.
 */
public record Comparison(List<Table> tables) {
    /** The name of the page, and of the same in Markdown, without its extension. */
    private static final String NAME = "comparison";

    private static final Template TEMPLATE = new Template("comparison.mustache");

    public Comparison {
        tables = List.copyOf(tables);
    }

    /**
     * Runs that had the same target and limits.
     *
     * @param seeds runs that differ by their seed alone, one line for all; empty where none do
     */
    public record Table(String title, String test, List<ComparisonRow> rows, List<SeedsRow> seeds) {
        public Table {
            rows = List.copyOf(rows);
            seeds = List.copyOf(seeds);
        }

        /** Whether some runs differ by their seed alone. */
        public boolean hasSeeds() {
            return !seeds.isEmpty();
        }
    }

    private record Key(String target, Limits limits) {}

    /**
     * Reads the logs of runs.
     *
     * @throws IllegalArgumentException if two on one target were not judged by the same data
     */
    public static Comparison of(List<Path> runs) {
        List<Contestant> all = runs.stream().map(Contestant::of).toList();
        Map<Key, List<Contestant>> groups = all.stream()
                .filter(each -> !each.isReference())
                .collect(Collectors.groupingBy(
                        each -> new Key(each.target(), each.limits()), LinkedHashMap::new, Collectors.toList()));
        all.stream()
                .filter(Contestant::isReference)
                .forEach(reference -> groups.forEach((key, group) -> {
                    if (key.target().equals(reference.target())) {
                        group.add(reference);
                    }
                }));
        return new Comparison(groups.values().stream().map(Comparison::table).toList());
    }

    private static Table table(List<Contestant> group) {
        Contestant first = group.get(0);
        group.forEach(other -> refuseAnotherTest(first, other));
        Limits limits = first.limits();
        return new Table(
                String.format(
                        Locale.ROOT,
                        "%s, at most %s ms, %s KB SRAM, %s KB flash",
                        first.target(),
                        number(limits.maxLatencyMs()),
                        number(limits.maxSramKb()),
                        number(limits.maxFlashKb())),
                "%s%s, %d test examples, each through the device; latency %s"
                        .formatted(
                                first.facts().request().task(),
                                first.facts().provenance().data().synthetic() ? " (SYNTHETIC)" : "",
                                first.facts().provenance().data().test(),
                                first.facts().testFidelity()),
                group.stream().map(other -> ComparisonRow.of(first, other)).toList(),
                SeedsRow.of(group));
    }

    private static void refuseAnotherTest(Contestant first, Contestant other) {
        if (!first.isJudgedAs(other)) {
            throw new IllegalArgumentException(
                    "%s and %s were not judged by the same data; their numbers do not compare"
                            .formatted(first.run(), other.run()));
        }
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    /** As Markdown. */
    public String markdown() {
        return tables.stream().map(Comparison::markdown).collect(Collectors.joining("\n"));
    }

    private static String markdown(Table table) {
        String rows = markdown(
                ComparisonRow.HEADINGS,
                table.rows().stream().map(ComparisonRow::cells).toList());
        String seeds = table.hasSeeds()
                ? "\n"
                        + markdown(
                                SeedsRow.HEADINGS,
                                table.seeds().stream().map(SeedsRow::cells).toList())
                : "";
        return "## %s\n\n%s\n\n%s%s".formatted(table.title(), table.test(), rows, seeds);
    }

    private static String markdown(List<String> headings, List<List<String>> rows) {
        String rule = "---|".repeat(headings.size());
        return Stream.concat(Stream.of(headings), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining())
                .replaceFirst("\n", "\n|" + rule + "\n");
    }

    /** Writes the page and its Markdown into a folder; answers the page. */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(NAME + ".md"), markdown());
        } catch (IOException e) {
            throw new ReportException("cannot write to %s: %s".formatted(folder, e.getMessage()), e);
        }
        Path page = folder.resolve(NAME + ".html");
        TEMPLATE.write(
                Map.of("headings", ComparisonRow.HEADINGS, "seedHeadings", SeedsRow.HEADINGS, "tables", tables), page);
        return page;
    }
}
