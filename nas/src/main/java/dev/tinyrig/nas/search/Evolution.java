package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generational evolution as in MCUNet (arXiv 2007.10319, supplement): the best of all so far are parents; half of their
 * children are mutated, half are crossed.
 *
 * <p>Each generation draws from a random generator of its own, made from the seed and the generation's number, and every
 * architecture is proposed once. What is proposed therefore depends on the seed and the evaluations alone, neither on
 * the order in which evaluations end nor on where a search was interrupted.
 */
public final class Evolution {
    private final Breeder breeder;
    private final Settings settings;
    private final Selection selection;
    private final Batch batch;

    /**
     * Nothing is evaluated yet.
     *
     * @param fitness best first, a total order
     */
    public Evolution(SearchSpace space, Settings settings, Fitness fitness, Batch batch) {
        this.breeder = new Breeder(space, settings);
        this.settings = settings;
        this.selection = Selection.of(settings.strategy(), fitness);
        this.batch = batch;
    }

    /**
     * How much to search.
     *
     * @param population proposals per generation
     * @param parents how many of the best so far breed
     * @param mutation probability with which a mutated child changes each choice
     */
    public record Settings(
            int population, int parents, int generations, double mutation, Strategy strategy, long seed) {
        /** Logs from before there were strategies name none. */
        public Settings {
            strategy = strategy == null ? Strategy.EVOLUTION : strategy;
            if (population < 1 || parents < 1 || generations < 1) {
                throw new IllegalArgumentException(
                        "an evolution needs a population, a parent and a generation, not %d, %d, %d"
                                .formatted(population, parents, generations));
            }
        }

        /** The most that can be proposed. */
        public int proposals() {
            return population * generations;
        }
    }

    /** Evaluates proposals and answers in their order. */
    @FunctionalInterface
    public interface Batch {
        List<Evaluation> evaluate(List<Proposal> proposals);
    }

    /**
     * What one generation brought.
     *
     * @param parents the best so far, of which the next generation is bred
     * @param seen keys of all proposed so far
     */
    public record Generation(int number, List<Evaluation> offspring, List<Evaluation> parents, Set<String> seen) {
        private static final Generation NONE = new Generation(-1, List.of(), List.of(), Set.of());

        public Generation {
            offspring = List.copyOf(offspring);
            parents = List.copyOf(parents);
            seen = Set.copyOf(seen);
        }
    }

    /** Runs all generations, fewer where the space holds nothing new; answers every evaluation in order of proposal. */
    public List<Evaluation> run(Consumer<Generation> afterEach) {
        List<Evaluation> all = new ArrayList<>();
        Generation generation = Generation.NONE;
        for (int i = 0; i < settings.generations(); i++) {
            generation = next(generation);
            if (generation.offspring().isEmpty()) {
                break;
            }
            all.addAll(generation.offspring());
            afterEach.accept(generation);
        }
        return all;
    }

    private Generation next(Generation before) {
        int number = before.number() + 1;
        Set<String> seen = new HashSet<>(before.seen());
        List<Architecture> children = breed(before, seen);
        int first = before.seen().size();
        List<Evaluation> offspring = batch.evaluate(IntStream.range(0, children.size())
                .mapToObj(i -> new Proposal(first + i, number, children.get(i)))
                .toList());
        List<Evaluation> parents = selection.parents(
                Stream.concat(before.parents().stream(), offspring.stream()).toList(), settings.parents());
        return new Generation(number, offspring, parents, seen);
    }

    private List<Architecture> breed(Generation before, Set<String> seen) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed() * 1_000_003 + before.number());
        List<Architecture> children = new ArrayList<>();
        breeder.ancestors().stream().filter(each -> seen.add(each.key())).forEach(children::add);
        while (children.size() < settings.population()) {
            Optional<Architecture> child = breeder.child(before.parents(), seen, random);
            if (child.isEmpty()) {
                break;
            }
            children.add(child.get());
        }
        return children;
    }
}
