package dev.tinyrig.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
    private static final Evolution.Settings SETTINGS = new Evolution.Settings(16, 6, 6, 0.1, Strategy.STEADY, 42);
    private static final Fitness FITNESS = new Fitness(FakeEvaluator.LIMITS);

    private final FakeEvaluator evaluator = new FakeEvaluator();

    @Test
    void aSteadySearchWithOneBenchIsTheSameAfterAnInterruption() {
        List<Evaluation> whole = steady(List.of(), 1, evaluator);

        List<Evaluation> resumed = steady(whole.subList(0, 37), 1, evaluator);

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

        List<Evaluation> all = steady(List.of(), 2, oneIsSlow);

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

    private static List<Evaluation> steady(List<Evaluation> known, int benches, Evaluator evaluator) {
        try (Workers workers = new Workers(benches)) {
            return new SteadyState(FakeEvaluator.SPACE, SETTINGS, FITNESS, known)
                    .run(workers, evaluator, () -> true, evaluation -> {});
        }
    }
}
