package dev.tinyrig.nas.search;

import java.util.Collection;
import java.util.List;

/** Chooses who breeds. */
@FunctionalInterface
interface Selection {
    /** So many at most, always the same of the same evaluations in whatever order. */
    List<Evaluation> parents(Collection<Evaluation> evaluations, int most);

    /** The one that a strategy selects by. */
    static Selection of(Strategy strategy, Fitness fitness) {
        return strategy == Strategy.PARETO ? new ParetoSelection(fitness) : new WidthSelection(fitness);
    }
}
