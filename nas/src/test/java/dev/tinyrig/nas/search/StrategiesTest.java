package dev.tinyrig.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.Architecture.Block;
import dev.tinyrig.nas.space.Architecture.Stage;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every strategy, or for one compared with another. */
class StrategiesTest {
    private static final Fitness FITNESS = new Fitness(FakeEvaluator.LIMITS);

    private final FakeEvaluator evaluator = new FakeEvaluator();

    @ParameterizedTest
    @EnumSource(names = {"EVOLUTION", "STEADY", "PARETO"})
    void findsTheOptimumOfASpaceThatCanBeEnumerated(Strategy strategy) {
        SearchSpace small = enumerable();
        List<Evaluation> everything =
                everyArchitecture(small).map(this::withoutNoise).toList();
        Evaluation optimum = FITNESS.winner(everything).orElseThrow();

        int generations = strategy == Strategy.PARETO ? 100 : 40;

        List<Evaluation> found = search(
                small, new Evolution.Settings(40, 10, generations, 0.1, strategy, 1), FITNESS, this::withoutNoise);

        assertThat(everything).hasSize(small.size().intValueExact()).hasSizeGreaterThan(20_000);
        assertThat(found).hasSizeLessThanOrEqualTo(40 * generations);
        assertThat(optimum.architecture()).isNotEqualTo(small.largest());
        assertThat(FITNESS.winner(found).orElseThrow().architecture()).isEqualTo(optimum.architecture());
    }

    @ParameterizedTest
    @EnumSource
    void whatMeasurementPutsBeyondTheLimitsNeverWins(Strategy strategy) {
        for (int seed = 0; seed < 20; seed++) {
            Limits limits = new Limits(20 + 4 * seed, 12 + seed, 40 + 6 * seed);
            Fitness fitness = new Fitness(limits);
            List<Evaluation> found = search(
                    FakeEvaluator.SPACE,
                    new Evolution.Settings(8, 4, 4, 0.1, strategy, seed),
                    fitness,
                    this::evaluated);

            assertThat(found).hasSize(32).anyMatch(evaluation -> !fitness.meetsLimits(evaluation));
            assertThat(fitness.winner(found))
                    .satisfies(winner -> winner.ifPresent(
                            each -> assertThat(limits.exceededBy(each.cost().orElseThrow()))
                                    .isEmpty()));
        }
    }

    @Test
    void aParetoSearchKeepsABroaderFrontThanOneForAccuracy() {
        double pareto = meanOf(seed -> frontOf(Strategy.PARETO, seed));
        double accuracy = meanOf(seed -> frontOf(Strategy.EVOLUTION, seed));

        assertThat(pareto).isGreaterThan(accuracy);
    }

    private double frontOf(Strategy strategy, long seed) {
        return volume(search(
                FakeEvaluator.SPACE, new Evolution.Settings(16, 6, 6, 0.1, strategy, seed), FITNESS, this::evaluated));
    }

    /** What accuracy a candidate inside the limits offers at each latency, summed up: the area under the front. */
    private static double volume(List<Evaluation> evaluations) {
        double sum = 0;
        for (int milliseconds = 1; milliseconds <= 60; milliseconds++) {
            int latencyMs = milliseconds;
            sum += evaluations.stream()
                    .filter(FITNESS::meetsLimits)
                    .filter(each -> each.cost().orElseThrow().latencyMs() <= latencyMs)
                    .mapToDouble(Evaluation::validationAccuracy)
                    .max()
                    .orElse(0);
        }
        return sum;
    }

    private static double meanOf(LongToDoubleFunction each) {
        return LongStream.range(0, 20).mapToDouble(each).average().orElseThrow();
    }

    private static List<Evaluation> search(
            SearchSpace space,
            Evolution.Settings settings,
            Fitness fitness,
            Function<Architecture, Evaluation> evaluation) {
        if (settings.strategy() != Strategy.STEADY) {
            return new Evolution(space, settings, fitness, proposals -> proposals.stream()
                            .map(proposal -> evaluation.apply(proposal.architecture()))
                            .toList())
                    .run(generation -> {});
        }
        try (Workers workers = new Workers(1)) {
            return new SteadyState(space, settings, fitness, List.of())
                    .run(workers, proposal -> evaluation.apply(proposal.architecture()), () -> true, each -> {});
        }
    }

    private static SearchSpace enumerable() {
        return new SearchSpace(
                "small",
                Mfcc.INPUT,
                12,
                List.of(0.5, 0.75, 1.0),
                new Stem(16, 5, 3, 2, 1),
                List.of(
                        new StageSpace(24, 1, 1, List.of(1), List.of(3, 5, 7), List.of(2, 3, 4)),
                        new StageSpace(32, 2, 2, List.of(1, 2), List.of(3, 5, 7), List.of(2, 3, 4)),
                        new StageSpace(48, 2, 2, List.of(1), List.of(3, 5, 7), List.of(2, 3, 4))),
                3);
    }

    private Evaluation evaluated(Architecture architecture) {
        return evaluator.evaluate(new Proposal(0, 0, architecture));
    }

    /** An accuracy that only the choices decide: later stages profit more of expansion, earlier ones of kernels. */
    private Evaluation withoutNoise(Architecture architecture) {
        Evaluation noisy = evaluated(architecture);
        double gain = 0.2 * architecture.width();
        for (int s = 0; s < architecture.stages().size(); s++) {
            for (Block block : architecture.stages().get(s).blocks()) {
                gain += 0.02 * Math.log(block.kernel()) / (s + 1) + 0.03 * Math.log(block.expansion()) * (s + 1);
            }
        }
        return new Evaluation(
                noisy.number(),
                noisy.generation(),
                architecture,
                noisy.macs(),
                Math.min(1, 0.4 + gain),
                noisy.arenaBytes(),
                noisy.footprint(),
                noisy.outcome(),
                noisy.times(),
                noisy.finishedAt());
    }

    private static Stream<Architecture> everyArchitecture(SearchSpace space) {
        Stream<List<Stage>> stages = Stream.of(List.of());
        for (StageSpace choices : space.stages()) {
            List<Stage> all = choices.depths().stream()
                    .flatMap(depth -> stagesOf(choices, depth))
                    .toList();
            stages = stages.flatMap(before -> all.stream().map(stage -> append(before, stage)));
        }
        return stages.flatMap(each -> space.widths().stream().map(width -> new Architecture(width, each)));
    }

    private static Stream<Stage> stagesOf(StageSpace choices, int depth) {
        Stream<List<Block>> blocks = Stream.of(List.of());
        for (int b = 0; b < depth; b++) {
            blocks = blocks.flatMap(before -> choices.kernels().stream().flatMap(kernel -> choices.expansions().stream()
                    .map(expansion -> append(before, new Block(kernel, expansion)))));
        }
        return blocks.map(Stage::new);
    }

    private static <T> List<T> append(List<T> list, T item) {
        return Stream.concat(list.stream(), Stream.of(item)).toList();
    }
}
