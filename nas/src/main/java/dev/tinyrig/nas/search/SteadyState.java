package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Evolution without generations: whenever an evaluation ends, a child of the best so far takes its place, so that no
 * bench waits for another.
 *
 * <p>With one bench the same seed makes the same search, interrupted or not. With more, what a child is bred of depends
 * on which evaluations end first.
 */
public final class SteadyState {
    private final Breeder breeder;
    private final Selection selection;
    private final List<Evaluation> ended;
    private final Set<String> seen = new HashSet<>();
    private int proposed;
    private int nextNumber;

    /**
     * Nothing is evaluated yet.
     *
     * @param known evaluations of an earlier part of the same search, in the order they ended
     */
    public SteadyState(SearchSpace space, Evolution.Settings settings, Fitness fitness, Collection<Evaluation> known) {
        this.breeder = new Breeder(space, settings);
        this.selection = Selection.of(settings.strategy(), fitness);
        this.ended = new ArrayList<>(known);
        this.proposed = known.size();
        known.forEach(evaluation -> {
            seen.add(evaluation.architecture().key());
            nextNumber = Math.max(nextNumber, evaluation.number() + 1);
        });
    }

    /**
     * Goes on until all proposals are evaluated, the space holds nothing new, or there is no time; answers every evaluation.
     *
     * @param workers one for each that is evaluated at once
     * @param timeLeft asked before each proposal, always on the calling thread
     * @param afterEach called as evaluations end, always on the calling thread
     */
    public List<Evaluation> run(
            Workers workers, Evaluator evaluator, BooleanSupplier timeLeft, Consumer<Evaluation> afterEach) {
        workers.keepBusy(() -> timeLeft.getAsBoolean() ? next() : Optional.empty(), evaluator::evaluate, evaluation -> {
            ended.add(evaluation);
            afterEach.accept(evaluation);
        });
        return List.copyOf(ended);
    }

    private Optional<Proposal> next() {
        Evolution.Settings settings = breeder.settings();
        if (proposed >= settings.proposals()) {
            return Optional.empty();
        }
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed() * 1_000_003 + nextNumber);
        return architecture(random).map(child -> {
            proposed++;
            int number = nextNumber++;
            return new Proposal(number, number / settings.population(), child);
        });
    }

    /** The ancestors first, then random ones until there is a population to breed of. */
    private Optional<Architecture> architecture(RandomGenerator random) {
        Optional<Architecture> ancestor = breeder.ancestors().stream()
                .filter(each -> seen.add(each.key()))
                .findFirst();
        if (ancestor.isPresent()) {
            return ancestor;
        }
        Evolution.Settings settings = breeder.settings();
        List<Evaluation> parents =
                ended.size() < settings.population() ? List.of() : selection.parents(ended, settings.parents());
        return breeder.child(parents, seen, random);
    }
}
