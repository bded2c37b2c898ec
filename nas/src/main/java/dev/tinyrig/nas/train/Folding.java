package dev.tinyrig.nas.train;

import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import java.util.ArrayList;
import java.util.List;

/** Makes batch norms part of the convolutions before them, with the statistics of the last batch that was run. */
final class Folding {
    private final NormalisedOperators operators;

    Folding(NormalisedOperators operators) {
        this.operators = operators;
    }

    FloatNetwork network(NetworkPlan plan) {
        List<FloatNetwork.Block> blocks = new ArrayList<>();
        for (BlockPlan block : plan.blocks()) {
            blocks.add(new FloatNetwork.Block(
                    Convolution.expands(block) ? List.of(folded(Convolution.expand(block))) : List.of(),
                    folded(Convolution.depthwise(block)),
                    folded(Convolution.project(block))));
        }
        Kernel classifier = new Kernel(operators.values("classifier.weight"), operators.values("classifier.bias"));
        return new FloatNetwork(plan, folded(Convolution.stem(plan)), blocks, classifier);
    }

    private Kernel folded(Convolution convolution) {
        float[] weights = operators.values(convolution.name() + ".weight");
        float[] gamma = operators.values(convolution.name() + ".gamma");
        float[] bias = operators.values(convolution.name() + ".beta");
        float[] mean = operators.mean(convolution.name());
        float[] variance = operators.variance(convolution.name());
        int perChannel = weights.length / gamma.length;
        for (int o = 0; o < gamma.length; o++) {
            float factor = (float) (gamma[o] / Math.sqrt(variance[o] + NormalisedOperators.EPSILON));
            bias[o] -= mean[o] * factor;
            for (int i = 0; i < perChannel; i++) {
                weights[o * perChannel + i] *= factor;
            }
        }
        return new Kernel(Layouts.ohwi(convolution, weights), bias);
    }
}
