package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.quantize.FloatExecutor;
import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.quantize.RandomNetworks;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** PyTorch and plain Java compute the same network. */
class FoldedOperatorsTest {
    private final List<Example> examples = Patterns.features().test();

    @Test
    void equalPlainJavaForRandomArchitectures() {
        SearchSpace space = KeywordSpaces.quick();
        for (int seed = 0; seed < 4; seed++) {
            assertEqual(RandomNetworks.network(space.plan(space.sample(new SplittableRandom(seed))), seed));
        }
    }

    @Test
    void equalPlainJavaWherePaddingIsUneven() {
        // 49 rows by 10 columns with even kernels and strides of 2: TFLite pads one more below and right than above.
        NetworkPlan plan = new NetworkPlan(
                Mfcc.INPUT,
                new Stem(8, 10, 3, 2, 2),
                List.of(
                        new BlockPlan(0, 0, 8, 16, 8, 4, 2, 2, 2, false),
                        new BlockPlan(0, 1, 8, 8, 8, 2, 4, 1, 1, true)),
                12);

        assertEqual(RandomNetworks.network(plan, 7));
    }

    private void assertEqual(FloatNetwork network) {
        float[] torch = torch(network);
        FloatExecutor executor = new FloatExecutor(network);
        for (int i = 0; i < 8; i++) {
            float[] java = executor.probabilities(examples.get(i).features());
            for (int c = 0; c < java.length; c++) {
                assertThat(java[c])
                        .as("example %d, class %d", i, c)
                        .isCloseTo(torch[i * java.length + c], within(1e-3f));
            }
        }
    }

    private float[] torch(FloatNetwork network) {
        try (NDManager manager = Torch.manager()) {
            Batch batch = Batch.of(Patterns.ABOUT, examples.subList(0, 8));
            return new Graph(network.plan(), new FoldedOperators(manager, network))
                    .logits(Graph.input(manager, network.plan(), batch))
                    .softmax(1)
                    .toFloatArray();
        }
    }
}
