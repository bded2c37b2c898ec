package dev.tinyrig.nas.quantize;

import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Networks with random weights whose activations neither die nor explode. */
public final class RandomNetworks {
    private final SplittableRandom random;

    private RandomNetworks(long seed) {
        random = new SplittableRandom(seed);
    }

    public static FloatNetwork network(NetworkPlan plan, long seed) {
        return new RandomNetworks(seed).network(plan);
    }

    private FloatNetwork network(NetworkPlan plan) {
        NetworkPlan.Stem stem = plan.stem();
        Kernel first = kernel(stem.channels(), stem.kernelHeight() * stem.kernelWidth(), 0.1);
        List<FloatNetwork.Block> blocks = new ArrayList<>();
        for (BlockPlan block : plan.blocks()) {
            boolean expands = block.midChannels() != block.inChannels();
            blocks.add(new FloatNetwork.Block(
                    expands ? List.of(kernel(block.midChannels(), block.inChannels(), 1)) : List.of(),
                    kernel(block.midChannels(), block.kernelHeight() * block.kernelWidth(), 1),
                    kernel(block.outChannels(), block.midChannels(), 1)));
        }
        return new FloatNetwork(plan, first, blocks, kernel(plan.classes(), plan.lastChannels(), 1));
    }

    private Kernel kernel(int outputs, int inputs, double gain) {
        float[] weights = new float[outputs * inputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (gain * Math.sqrt(2.0 / inputs) * random.nextGaussian());
        }
        float[] bias = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            bias[i] = (float) (0.1 * random.nextGaussian());
        }
        return new Kernel(weights, bias);
    }
}
