package dev.tinyrig.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.Architecture.Block;
import dev.tinyrig.nas.space.Architecture.Stage;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvolutionTest {
    private static final Evolution.Settings SETTINGS = new Evolution.Settings(16, 6, 6, 0.1, Strategy.EVOLUTION, 42);
    private static final Fitness FITNESS = new Fitness(FakeEvaluator.LIMITS);

    private final FakeEvaluator evaluator = new FakeEvaluator();

    @Test
    void sameSeedSameSearch() {
        List<Evaluation> one = run(SETTINGS, this::oneByOne);
        List<Evaluation> other = run(SETTINGS, this::oneByOne);

        assertThat(one).isEqualTo(other).hasSize(96);
        assertThat(run(new Evolution.Settings(16, 6, 6, 0.1, Strategy.EVOLUTION, 43), this::oneByOne))
                .isNotEqualTo(one);
    }

    @Test
    void theOrderInWhichEvaluationsEndChangesNothing() {
        Random delays = new Random(7);
        Evaluator late = proposal -> {
            spin(delays.nextInt(200_000));
            return evaluator.evaluate(proposal);
        };

        List<Integer> ended = new ArrayList<>();
        List<Evaluation> parallel;
        try (Workers workers = new Workers(4)) {
            parallel = run(
                    SETTINGS,
                    proposals -> workers.map(proposals, late::evaluate, evaluation -> ended.add(evaluation.number())));
        }

        assertThat(parallel).isEqualTo(run(SETTINGS, this::oneByOne));
        assertThat(ended)
                .hasSize(96)
                .isNotEqualTo(IntStream.range(0, 96).boxed().toList());
    }

    @Test
    void proposesEveryArchitectureOnceAndTheSmallestFirst() {
        List<Evaluation> all = run(SETTINGS, this::oneByOne);

        assertThat(all)
                .extracting(evaluation -> evaluation.architecture().key())
                .doesNotHaveDuplicates();
        assertThat(all)
                .extracting(Evaluation::number)
                .containsExactlyElementsOf(IntStream.range(0, 96).boxed().toList());
        assertThat(all.get(0).architecture()).isEqualTo(FakeEvaluator.SPACE.smallest());
    }

    @Test
    void evolvesBeyondRandomSampling() {
        double bred = meanOfWinners(seed -> new Evolution.Settings(16, 6, 6, 0.1, Strategy.EVOLUTION, seed));
        double random = meanOfWinners(seed -> new Evolution.Settings(16, 6, 6, 0.1, Strategy.RANDOM, seed));

        assertThat(bred).isGreaterThan(random + 0.003);
    }

    @Test
    void findsItsWayIntoLimitsThatNoRandomNetworkMeets() {
        Cost least = evaluator
                .evaluate(new Proposal(0, 0, FakeEvaluator.SPACE.smallest()))
                .cost()
                .orElseThrow();
        Limits narrow = new Limits(1.5 * least.latencyMs(), 1.5 * least.sramKb(), 2 * least.flashKb());
        Fitness fitness = new Fitness(narrow);
        List<Evaluation> all = new Evolution(
                        FakeEvaluator.SPACE,
                        new Evolution.Settings(16, 6, 10, 0.1, Strategy.EVOLUTION, 3),
                        fitness,
                        this::oneByOne)
                .run(generation -> {});

        long randomInside =
                all.subList(1, 16).stream().filter(fitness::meetsLimits).count();
        long lateInside =
                all.subList(80, 160).stream().filter(fitness::meetsLimits).count();

        assertThat(randomInside).isZero();
        assertThat(lateInside).isGreaterThan(5);
    }

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
                    architecture -> evaluator.evaluate(new Proposal(0, 0, architecture)));

            assertThat(found).hasSize(32).anyMatch(evaluation -> !fitness.meetsLimits(evaluation));
            assertThat(fitness.winner(found))
                    .satisfies(winner -> winner.ifPresent(
                            each -> assertThat(limits.exceededBy(each.cost().orElseThrow()))
                                    .isEmpty()));
        }
    }

    @Test
    void aParetoSearchKeepsABroaderFrontThanOneForAccuracy() {
        double pareto = meanOf(
                seed -> volume(run(new Evolution.Settings(16, 6, 6, 0.1, Strategy.PARETO, seed), this::oneByOne)));
        double accuracy = meanOf(
                seed -> volume(run(new Evolution.Settings(16, 6, 6, 0.1, Strategy.EVOLUTION, seed), this::oneByOne)));

        assertThat(pareto).isGreaterThan(accuracy);
    }

    @Test
    void aSteadySearchWithOneBenchIsTheSameAfterAnInterruption() {
        Evolution.Settings settings = new Evolution.Settings(16, 6, 6, 0.1, Strategy.STEADY, 42);
        List<Evaluation> whole = steady(settings, List.of(), 1, evaluator);

        List<Evaluation> resumed = steady(settings, whole.subList(0, 37), 1, evaluator);

        assertThat(whole).hasSize(96);
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void aSteadySearchWaitsForNoBench() {
        CountDownLatch others = new CountDownLatch(50);
        Evaluator oneIsSlow = proposal -> {
            if (proposal.number() == 3) {
                await(others);
            } else {
                others.countDown();
            }
            return evaluator.evaluate(proposal);
        };

        List<Evaluation> all =
                steady(new Evolution.Settings(16, 6, 6, 0.1, Strategy.STEADY, 42), List.of(), 2, oneIsSlow);

        assertThat(all).hasSize(96);
        assertThat(all.stream().map(Evaluation::number).toList().indexOf(3)).isGreaterThan(40);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Evaluation> steady(
            Evolution.Settings settings, List<Evaluation> known, int benches, Evaluator evaluator) {
        try (Workers workers = new Workers(benches)) {
            return new SteadyState(FakeEvaluator.SPACE, settings, FITNESS, known)
                    .run(workers, evaluator, () -> true, evaluation -> {});
        }
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

    @Test
    void endsWhenTheSpaceHoldsNothingNew() {
        SearchSpace tiny = new SearchSpace(
                "tiny",
                Mfcc.INPUT,
                12,
                List.of(0.5, 1.0),
                new Stem(16, 5, 3, 2, 1),
                List.of(new StageSpace(8, 1, 1, List.of(1, 2), List.of(3, 5), List.of(2))),
                3);
        AtomicInteger generations = new AtomicInteger();

        List<Evaluation> all = new Evolution(tiny, SETTINGS, FITNESS, this::oneByOneAlike)
                .run(generation -> generations.incrementAndGet());

        assertThat(all).hasSize(tiny.size().intValueExact());
        assertThat(generations).hasValue(1);
    }

    @Test
    void aFailureOfTheRigEndsTheSearchAndKeepsWhatHadEnded() {
        List<Evaluation> ended = new ArrayList<>();
        Evaluator failing = proposal -> {
            if (proposal.number() == 20) {
                throw new IllegalArgumentException("the bench is gone");
            }
            return evaluator.evaluate(proposal);
        };

        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> run(SETTINGS, proposals -> workers.map(proposals, failing::evaluate, ended::add)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the bench is gone");
        }

        assertThat(ended).extracting(Evaluation::number).contains(0, 5, 15).doesNotContain(20);
    }

    private List<Evaluation> run(Evolution.Settings settings, Evolution.Batch batch) {
        return new Evolution(FakeEvaluator.SPACE, settings, FITNESS, batch).run(generation -> {});
    }

    private List<Evaluation> oneByOne(List<Proposal> proposals) {
        return proposals.stream().map(evaluator::evaluate).toList();
    }

    /** An accuracy that only the choices decide: later stages profit more of expansion, earlier ones of kernels. */
    private Evaluation withoutNoise(Architecture architecture) {
        Evaluation noisy = evaluator.evaluate(new Proposal(0, 0, architecture));
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

    /** For spaces that are not the fake's. */
    private List<Evaluation> oneByOneAlike(List<Proposal> proposals) {
        Evaluation model = evaluator.evaluate(new Proposal(0, 0, FakeEvaluator.SPACE.smallest()));
        return proposals.stream()
                .map(proposal -> new Evaluation(
                        proposal.number(),
                        proposal.generation(),
                        proposal.architecture(),
                        model.macs(),
                        model.validationAccuracy(),
                        model.arenaBytes(),
                        model.footprint(),
                        model.outcome(),
                        model.times(),
                        model.finishedAt()))
                .toList();
    }

    private double meanOfWinners(LongFunction<Evolution.Settings> settings) {
        return LongStream.range(0, 20)
                .mapToObj(settings)
                .mapToDouble(each ->
                        FITNESS.winner(run(each, this::oneByOne)).orElseThrow().validationAccuracy())
                .average()
                .orElseThrow();
    }

    private static void spin(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }
}
