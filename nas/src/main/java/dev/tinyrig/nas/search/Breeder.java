package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes architectures that were not proposed before: of parents where there are some, else at random. */
record Breeder(SearchSpace space, Evolution.Settings settings) {
    /** Children in a row that are not new, after which a random architecture is tried. */
    private static final int INBRED = 100;

    /** Draws in a row that are not new, after which the space counts as exhausted. */
    private static final int EXHAUSTED = 1_000;

    /**
     * What a search begins with: the smallest network, and where it breeds, of other widths too, the narrower first, so that
     * every width that the limits allow has an ancestor; half a population at most.
     */
    List<Architecture> ancestors() {
        int most = settings.strategy() == Strategy.RANDOM ? 1 : Math.max(1, settings.population() / 2);
        return space.smallestOfEachWidth().stream().limit(most).toList();
    }

    /** A new one, whose key joins those seen; empty where the space seems to hold nothing new. */
    Optional<Architecture> child(List<Evaluation> parents, Set<String> seen, RandomGenerator random) {
        for (int misses = 0; misses < EXHAUSTED; misses++) {
            Architecture child = misses < INBRED ? bred(parents, random) : space.sample(random);
            if (seen.add(child.key())) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    private Architecture bred(List<Evaluation> parents, RandomGenerator random) {
        if (parents.isEmpty() || settings.strategy() == Strategy.RANDOM) {
            return space.sample(random);
        }
        Architecture one = oneOf(parents, random);
        return random.nextBoolean()
                ? space.mutate(one, settings.mutation(), random)
                : space.cross(one, oneOf(parents, random), random);
    }

    private static Architecture oneOf(List<Evaluation> parents, RandomGenerator random) {
        return parents.get(random.nextInt(parents.size())).architecture();
    }
}
