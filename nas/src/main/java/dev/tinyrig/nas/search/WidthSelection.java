package dev.tinyrig.nas.search;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Half of the parents are the best of all, the others the best of each width in turn, as long as they meet the limits.
 *
 * <p>Width changes a network's cost more than any other choice, so that a child of another width than its parents' mostly
 * lies beyond the limits or far below them. Were only the best to breed, a search would end in the width that it first
 * found something good in.
 */
record WidthSelection(Fitness fitness) implements Selection {
    @Override
    public List<Evaluation> parents(Collection<Evaluation> evaluations, int most) {
        List<Evaluation> all = evaluations.stream().sorted(fitness).toList();
        Set<Evaluation> parents = new LinkedHashSet<>(all.subList(0, Math.min(all.size(), (most + 1) / 2)));
        Stream.concat(inTurn(all, most), all.stream())
                .takeWhile(each -> parents.size() < most)
                .forEach(parents::add);
        return List.copyOf(parents);
    }

    /** Those that meet the limits: the best of each width, the better widths first, then the second of each, and so on. */
    private Stream<Evaluation> inTurn(List<Evaluation> bestFirst, int turns) {
        Map<Double, List<Evaluation>> widths = bestFirst.stream()
                .filter(fitness::meetsLimits)
                .collect(Collectors.groupingBy(
                        each -> each.architecture().width(), LinkedHashMap::new, Collectors.toList()));
        return IntStream.range(0, turns).boxed().flatMap(turn -> widths.values().stream()
                .flatMap(width -> width.stream().skip(turn).limit(1)));
    }
}
