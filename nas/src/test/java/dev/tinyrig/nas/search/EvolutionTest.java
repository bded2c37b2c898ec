package dev.tinyrig.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

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
