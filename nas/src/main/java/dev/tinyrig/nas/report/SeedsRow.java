package dev.tinyrig.nas.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs that differ by their seed alone, in one line of a comparison. */
public record SeedsRow(List<String> cells) {
    static final List<String> HEADINGS = List.of(
            "Networks, how chosen", "Seeds", "Accuracy of each on the device", "Mean", "Margin of the first's mean");

    public SeedsRow {
        cells = List.copyOf(cells);
    }

    /** A line for each way of choosing networks; none where no way was gone with several seeds. */
    static List<SeedsRow> of(List<Contestant> contestants) {
        Map<String, SortedMap<Long, Contestant>> ways = new LinkedHashMap<>();
        contestants.stream().filter(each -> each.answers().isPresent()).forEach(each -> ways.computeIfAbsent(
                        each.way(), way -> new TreeMap<>())
                .putIfAbsent(each.seed(), each));
        if (ways.values().stream().allMatch(bySeed -> bySeed.size() == 1)) {
            return List.of();
        }
        List<List<Contestant>> sides = ways.values().stream()
                .map(bySeed -> List.copyOf(bySeed.values()))
                .toList();
        return sides.stream().map(side -> row(sides.get(0), side)).toList();
    }

    private static SeedsRow row(List<Contestant> first, List<Contestant> side) {
        double mean = side.stream()
                .mapToDouble(each -> each.accuracy().orElseThrow().share())
                .average()
                .orElseThrow();
        return new SeedsRow(List.of(
                side.get(0).way(),
                side.get(0).isReference() ? "-" : joined(side, each -> Long.toString(each.seed())),
                joined(side, each -> percent(each.accuracy().orElseThrow().share())),
                percent(mean) + " %",
                side.equals(first)
                        ? "-"
                        : MeanMargin.of(answers(first), answers(side)).toString()));
    }

    private static List<List<Boolean>> answers(List<Contestant> side) {
        return side.stream().map(each -> each.answers().orElseThrow()).toList();
    }

    private static String joined(List<Contestant> side, Function<Contestant, String> part) {
        return side.stream().map(part).collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
