package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentumTest {
    private final SearchSpace space = KeywordSpaces.tiny();
    private final SharedWeights weights = SharedWeights.random(space.plan(space.largest()), 1);

    @Test
    void leavesUnusedWeightsAloneEvenWhenTheyHaveMomentum() {
        Momentum optimiser = new Momentum(weights);
        NetworkPlan largest = space.plan(space.largest());
        NetworkPlan smallest = space.plan(space.smallest());
        optimiser.update(gradients(largest, 1), 0.1, 0.01);
        SharedWeights before = weights.cut(largest);

        optimiser.update(gradients(smallest, 1), 0.1, 0.01);

        Gradients used = gradients(smallest, 1);
        long changed = 0;
        for (String name : weights.tensors().keySet()) {
            for (int i = 0; i < weights.tensor(name).length; i++) {
                boolean same = weights.tensor(name)[i] == before.tensor(name)[i];
                assertThat(same).as("%s[%d] is unchanged", name, i).isEqualTo(!used.used(name)[i]);
                changed += same ? 0 : 1;
            }
        }
        assertThat(changed).isPositive();
    }

    @Test
    void clipsLargeGradientsOfBothSigns() {
        Gradients gradients = new Gradients(weights);
        TensorSlice bias = TensorSlice.of("classifier.bias", new int[] {12}, new int[] {2});
        gradients.add(List.of(bias), Map.of("classifier.bias", new float[] {30, -40}), 1);

        gradients.clipNorm(5);

        assertThat(gradients.sum("classifier.bias")).startsWith(new float[] {3, -4}, within(1e-4f));
    }

    @Test
    void smallGradientsAreNotClipped() {
        Gradients gradients = new Gradients(weights);
        TensorSlice bias = TensorSlice.of("classifier.bias", new int[] {12}, new int[] {2});
        gradients.add(List.of(bias), Map.of("classifier.bias", new float[] {0.5f, -0.25f}), 1);

        gradients.clipNorm(5);

        assertThat(gradients.sum("classifier.bias")).startsWith(0.5f, -0.25f, 0);
    }

    private Gradients gradients(NetworkPlan plan, float value) {
        Gradients gradients = new Gradients(weights);
        List<TensorSlice> slices = weights.slices(plan);
        Map<String, float[]> parts = new HashMap<>();
        for (TensorSlice slice : slices) {
            float[] part = new float[slice.elements()];
            java.util.Arrays.fill(part, value);
            parts.put(slice.name(), part);
        }
        gradients.add(slices, parts, 1);
        return gradients;
    }
}
