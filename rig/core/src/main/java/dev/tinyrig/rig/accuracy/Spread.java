package dev.tinyrig.rig.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the predictions of one core are off.
 *
 * @param images how many were predicted
 * @param failed how many could not be
 * @param meanPercent the mean of the absolute errors
 * @param worstPercent the largest of them
 * @param biasPercent the mean of the errors
 */
public record Spread(String core, int images, int failed, double meanPercent, double worstPercent, double biasPercent) {

    /** One for each core that there are results of, by name. */
    public static List<Spread> of(List<Trial.Result> results) {
        return results.stream()
                .collect(Collectors.groupingBy(Trial.Result::core, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Spread of(String core, List<Trial.Result> results) {
        List<Double> errors = results.stream()
                .flatMap(result -> result.errorPercent().stream())
                .toList();
        return new Spread(
                core,
                errors.size(),
                results.size() - errors.size(),
                errors.stream().mapToDouble(Math::abs).average().orElse(Double.NaN),
                errors.stream().map(Math::abs).max(Comparator.naturalOrder()).orElse(Double.NaN),
                errors.stream().mapToDouble(error -> error).average().orElse(Double.NaN));
    }
}
