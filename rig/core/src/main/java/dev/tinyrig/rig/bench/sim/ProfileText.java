package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.sim.ImageProfile.Row;
import dev.tinyrig.rig.names.Choices;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.profile.Profile;
import dev.tinyrig.sim.timing.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A profile as tables. */
public final class ProfileText {
    private static final int MAX_FUNCTIONS = 30;
    private static final double LEAST_SHARE = 0.0005;
    private static final String ROW = "%,14d %5.1f %,14d %,14d %5s %,9d%s  %s";

    private final ImageProfile image;
    private final Profile profile;
    private final long cycles;
    private final Map<Cause, Long> spent;
    private final List<Cause> causes;
    private final List<String> lines = new ArrayList<>();

    private ProfileText(ImageProfile image) {
        this.image = image;
        this.profile = image.profile();
        this.spent = profile.spent();
        this.cycles = profile.cycles();
        this.causes = Arrays.stream(Cause.values())
                .filter(cause -> spent.getOrDefault(cause, 0L) > 0)
                .toList();
    }

    /** Cycles by function and by layer, each with its causes, and the instruction mix. */
    public static String of(ImageProfile image) {
        ProfileText it = new ProfileText(image);
        it.addFunctions();
        it.addLayers();
        it.addMix();
        return String.join(System.lineSeparator(), it.lines);
    }

    private void addFunctions() {
        List<Row> functions = image.functions();
        List<Row> shown = functions.stream()
                .limit(MAX_FUNCTIONS)
                .filter(row -> row.cycles() >= LEAST_SHARE * cycles)
                .toList();
        lines.add("by function; of what each spends itself, causes in %");
        lines.add(heading("function"));
        shown.forEach(row -> lines.add(line(row, row.name())));
        if (functions.size() > shown.size()) {
            lines.add(line(others(functions.subList(shown.size(), functions.size())), "the other functions"));
        }
        lines.add(line(new Row("", 0, profile.instructions(), spent, cycles, ""), "all"));
    }

    private static Row others(List<Row> rows) {
        return new Row(
                "",
                rows.stream().mapToLong(Row::calls).sum(),
                rows.stream().mapToLong(Row::instructions).sum(),
                sum(rows),
                0,
                "");
    }

    private static Map<Cause, Long> sum(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.spent().entrySet().stream())
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue)));
    }

    private void addLayers() {
        List<Row> layers = image.layers();
        if (layers.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("by layer, with all that it calls");
        lines.add(heading("layer"));
        layers.forEach(row -> lines.add(line(row, text("%-16s %s", row.name(), row.kernel()))));
        long inLayers = layers.stream().mapToLong(Row::cycles).sum();
        lines.add(text(
                "%,14d %5.1f  in layers; %,d between them",
                inLayers, percent(inLayers, cycles), image.networkCycles() - inLayers));
    }

    private String heading(String what) {
        return text(
                "%14s %5s %14s %14s %5s %9s%s  %s",
                "cycles",
                "%",
                "with callees",
                "instructions",
                "CPI",
                "calls",
                causes.stream()
                        .map(cause -> text(" %10s", Choices.label(cause)))
                        .collect(Collectors.joining()),
                what);
    }

    private String line(Row row, String what) {
        return text(
                ROW,
                row.cycles(),
                percent(row.cycles(), cycles),
                row.withCallees(),
                row.instructions(),
                perInstruction(row.cycles(), row.instructions()),
                row.calls(),
                causes.stream()
                        .map(cause -> text("%11.1f", percent(row.spent().getOrDefault(cause, 0L), row.cycles())))
                        .collect(Collectors.joining()),
                what);
    }

    private void addMix() {
        lines.add("");
        lines.add("by kind of instruction");
        lines.add(text("%14s %5s %14s %5s  %s", "instructions", "%", "cycles", "CPI", "kind"));
        profile.mix().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Kind, Profile.Share> entry) ->
                                entry.getValue().instructions())
                        .reversed())
                .forEach(entry -> lines.add(text(
                        "%,14d %5.1f %,14d %5s  %s",
                        entry.getValue().instructions(),
                        percent(entry.getValue().instructions(), profile.instructions()),
                        entry.getValue().cycles(),
                        perInstruction(
                                entry.getValue().cycles(), entry.getValue().instructions()),
                        Choices.label(entry.getKey()))));
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private static String perInstruction(long cycles, long instructions) {
        return instructions == 0 ? "-" : text("%.2f", (double) cycles / instructions);
    }
}
