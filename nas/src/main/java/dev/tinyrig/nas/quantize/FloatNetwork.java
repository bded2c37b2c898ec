package dev.tinyrig.nas.quantize;

import dev.tinyrig.nas.space.NetworkPlan;
import java.util.List;

/**
 * A trained network in float, batch norms folded into the convolutions: what a super-network lends for one architecture.
 *
 * @param plan its shapes
 * @param stem the first convolution
 * @param blocks one per block of the plan
 * @param classifier the dense layer
 */
public record FloatNetwork(NetworkPlan plan, Kernel stem, List<Block> blocks, Kernel classifier) {
    public FloatNetwork {
        blocks = List.copyOf(blocks);
        if (blocks.size() != plan.blocks().size()) {
            throw new IllegalArgumentException("%d blocks of weights for a plan of %d"
                    .formatted(blocks.size(), plan.blocks().size()));
        }
    }

    /** Weights of one MBConv block; {@code expand} is empty where the plan has no expansion. */
    public record Block(List<Kernel> expand, Kernel depthwise, Kernel project) {
        public Block {
            expand = List.copyOf(expand);
        }
    }

    /**
     * Weights and bias of one layer. Convolutions and dense layers are OHWI, depthwise ones HWC, as in
     * {@link dev.tinyrig.codegen.network.Layer}. The arrays are handed over and must not be changed afterwards.
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Kernel(float[] weights, float[] bias) {}
}
