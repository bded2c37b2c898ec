package dev.tinyrig.nas.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormalisedOperatorsTest {
    private static final double STEP = 1e-2;

    private final SearchSpace space = KeywordSpaces.tiny();
    private final NetworkPlan plan = space.plan(space.largest());
    private final SharedWeights weights = SharedWeights.random(plan, 3);
    private final Batch batch =
            Batch.of(Patterns.ABOUT, Patterns.features().training().subList(0, 24));
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.manager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void gradientsEqualCentralDifferences() {
        Map<String, float[]> gradients = gradients();

        for (String name : List.of("classifier.weight", "s1b1.project.weight", "s1b0.depthwise.gamma", "stem.weight")) {
            float[] gradient = requireNonNull(gradients.get(name));
            int steepest = IntStream.range(0, gradient.length)
                    .boxed()
                    .max(Comparator.comparing(i -> Math.abs(gradient[i])))
                    .orElseThrow();

            assertThat(centralDifference(name, steepest))
                    .as("slope along %s[%d]", name, steepest)
                    .isCloseTo(gradient[steepest], withinPercentage(10));
        }
    }

    private Map<String, float[]> gradients() {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NormalisedOperators operators = new NormalisedOperators(manager, weights, weights.slices(plan), true);
            collector.backward(loss(operators));
            return operators.gradients();
        }
    }

    private double centralDifference(String name, int index) {
        float value = weights.tensor(name)[index];
        weights.tensor(name)[index] = (float) (value + STEP);
        double above = lossOnly();
        weights.tensor(name)[index] = (float) (value - STEP);
        double below = lossOnly();
        weights.tensor(name)[index] = value;
        return (above - below) / (2 * STEP);
    }

    private double lossOnly() {
        return loss(new NormalisedOperators(manager, weights, weights.slices(plan), false))
                .getFloat();
    }

    private NDArray loss(NormalisedOperators operators) {
        NDArray logits = new Graph(plan, operators).logits(Graph.input(manager, plan, batch));
        NDArray targets = manager.create(batch.targets(), new Shape(batch.size(), 12));
        return targets.mul(logits.logSoftmax(1)).sum().div(-batch.size());
    }
}
