package dev.tinyrig.nas.search;

import static dev.tinyrig.nas.search.FitnessTest.measured;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WidthSelectionTest {
    private static final double ALLOWED_MS = 10;

    private final WidthSelection selection = new WidthSelection(new Fitness(new Limits(ALLOWED_MS, 20, 100)));

    private final Evaluation best = measured("w0.2/k3e2", 0.9, 9);
    private final Evaluation second = measured("w0.2/k5e2", 0.89, 9);
    private final Evaluation third = measured("w0.2/k7e2", 0.88, 9);
    private final Evaluation wider = measured("w0.3/k3e2", 0.7, 9);
    private final Evaluation widerStill = measured("w0.4/k3e2", 0.6, 9);
    private final Evaluation beyond = measured("w0.5/k3e2", 0.95, ALLOWED_MS + 1);

    @Test
    void halfAreTheBestAndTheOthersOfEachWidthThatMeetsTheLimits() {
        List<Evaluation> all = new ArrayList<>(List.of(best, second, third, wider, widerStill, beyond));
        Collections.shuffle(all, new Random(1));

        assertThat(selection.parents(all, 4)).containsExactly(best, second, wider, widerStill);
        assertThat(selection.parents(all, 3)).containsExactly(best, second, wider);
    }

    @Test
    void whereThereAreTooFewInsideTheNearestFollow() {
        assertThat(selection.parents(List.of(beyond, best), 4)).containsExactly(best, beyond);
        assertThat(selection.parents(List.of(), 4)).isEmpty();
    }
}
