package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TeachersTest {
    private final SearchSpace space = KeywordSpaces.tiny();
    private final NetworkPlan largest = space.plan(space.largest());
    private final SharedWeights weights = SharedWeights.random(largest, 1);
    private final Dataset features = Patterns.features();
    private final List<Example> examples = features.training().subList(0, 8);
    private final int classes = features.labels().size();

    @Test
    void labelsAndTeacherShareTheTarget() {
        float[] targets = targets(1);

        for (int i = 0; i < examples.size(); i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += targets[i * classes + c];
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(targets[i * classes + examples.get(i).label()]).isBetween(0.3f, 1f);
        }
    }

    @Test
    void sameRandomsSameTeacherOthersAnother() {
        assertThat(targets(1)).containsExactly(targets(1)).isNotEqualTo(targets(2));
    }

    private float[] targets(long seed) {
        Batch batch = Batch.of(features.about(), examples);
        try (NDManager manager = Torch.manager()) {
            NDArray labels = manager.create(batch.targets(), new Shape(batch.size(), classes));
            return Teachers.wider(space, weights)
                    .targets(labels, Graph.input(manager, largest, batch), new SplittableRandom(seed), manager)
                    .toFloatArray();
        }
    }
}
