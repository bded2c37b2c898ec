package dev.tinyrig.nas.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Orders evaluations, best first: inside the limits by accuracy, then latency; outside by how far, so that evolution
 * finds its way in; what could not be measured comes last.
 *
 * <p>A total order: candidates alike in all else are told apart by their key, so that a winner never depends on chance.
 */
public record Fitness(Limits limits) implements Comparator<Evaluation> {
    private static final double REFUSED = 1e6;
    private static final double CRASHED = 1e9;

    @Override
    public int compare(Evaluation left, Evaluation right) {
        return Comparator.comparingDouble(this::violation)
                .thenComparing(Comparator.comparingDouble(Evaluation::validationAccuracy)
                        .reversed())
                .thenComparingDouble(Fitness::latencyMs)
                .thenComparing(evaluation -> evaluation.architecture().key())
                .compare(left, right);
    }

    public boolean meetsLimits(Evaluation evaluation) {
        return violation(evaluation) == 0;
    }

    /** The best of those inside the limits. */
    public Optional<Evaluation> winner(Collection<Evaluation> evaluations) {
        return evaluations.stream().filter(this::meetsLimits).min(this);
    }

    /** The best of those inside the limits, so many at most, best first. */
    public List<Evaluation> best(Collection<Evaluation> evaluations, int most) {
        return evaluations.stream()
                .filter(this::meetsLimits)
                .sorted(this)
                .limit(most)
                .toList();
    }

    /** Why nothing won: how near the nearest candidate came. */
    public String nearestMiss(Collection<Evaluation> evaluations) {
        return evaluations.stream()
                .min(this)
                .map(nearest ->
                        "the nearest, %s, %s".formatted(nearest.architecture().key(), whatIsWrongWith(nearest)))
                .orElse("none was evaluated");
    }

    private String whatIsWrongWith(Evaluation evaluation) {
        return evaluation
                .outcome()
                .match(
                        measured -> "needs "
                                + String.join(
                                        " and ",
                                        limits.exceededBy(evaluation.cost().orElseThrow())),
                        rejected -> "was refused: " + rejected.detail(),
                        crashed -> "crashed: " + crashed.detail(),
                        unjudged -> "stayed unjudged: " + unjudged.detail());
    }

    double violation(Evaluation evaluation) {
        return evaluation
                .outcome()
                .match(
                        measured -> limits.violation(evaluation.cost().orElseThrow()),
                        rejected -> REFUSED + evaluation.arenaBytes(),
                        crashed -> CRASHED,
                        unjudged -> CRASHED);
    }

    private static double latencyMs(Evaluation evaluation) {
        return evaluation.cost().map(Cost::latencyMs).orElse(Double.MAX_VALUE);
    }
}
