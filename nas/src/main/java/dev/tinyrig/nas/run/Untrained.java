package dev.tinyrig.nas.run;

import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.quantize.FloatNetwork.Block;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Networks with random weights: they recognise nothing, but cost what trained ones cost. */
final class Untrained {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    private Untrained() {}

    static Candidate candidate(NetworkPlan plan) {
        return new Candidate(new Untrained().network(plan), 0);
    }

    private FloatNetwork network(NetworkPlan plan) {
        Stem stem = plan.stem();
        return new FloatNetwork(
                plan,
                kernel(
                        stem.channels(),
                        stem.kernelHeight()
                                * stem.kernelWidth()
                                * plan.input().shape().channels()),
                plan.blocks().stream().map(this::block).toList(),
                kernel(plan.classes(), plan.lastChannels()));
    }

    private Block block(BlockPlan plan) {
        int mid = plan.midChannels();
        return new Block(
                mid == plan.inChannels() ? List.of() : List.of(kernel(mid, plan.inChannels())),
                kernel(mid, plan.kernelHeight() * plan.kernelWidth()),
                kernel(plan.outChannels(), mid));
    }

    /** He's initialisation, which keeps activations in a range. */
    private Kernel kernel(int outputs, int inputsPerOutput) {
        float[] weights = new float[outputs * inputsPerOutput];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputsPerOutput));
        }
        return new Kernel(weights, new float[outputs]);
    }
}
