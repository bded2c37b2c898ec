package dev.tinyrig.nas.train;

import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import dev.tinyrig.nas.space.NetworkPlan.Stem;

/**
 * One convolution of a plan, named alike in every architecture that has it.
 *
 * @param depthwise one filter per channel; then {@code inChannels == outChannels}
 */
record Convolution(
        String name,
        int inChannels,
        int outChannels,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        boolean depthwise) {

    static Convolution stem(NetworkPlan plan) {
        Stem stem = plan.stem();
        return new Convolution(
                "stem",
                plan.input().shape().channels(),
                stem.channels(),
                stem.kernelHeight(),
                stem.kernelWidth(),
                stem.strideHeight(),
                stem.strideWidth(),
                false);
    }

    static Convolution expand(BlockPlan block) {
        return new Convolution(prefix(block) + "expand", block.inChannels(), block.midChannels(), 1, 1, 1, 1, false);
    }

    static Convolution depthwise(BlockPlan block) {
        return new Convolution(
                prefix(block) + "depthwise",
                block.midChannels(),
                block.midChannels(),
                block.kernelHeight(),
                block.kernelWidth(),
                block.strideHeight(),
                block.strideWidth(),
                true);
    }

    static Convolution project(BlockPlan block) {
        return new Convolution(prefix(block) + "project", block.midChannels(), block.outChannels(), 1, 1, 1, 1, false);
    }

    private static String prefix(BlockPlan block) {
        return "s%db%d.".formatted(block.stage(), block.index());
    }

    /** Whether the block widens its input first. */
    static boolean expands(BlockPlan block) {
        return block.midChannels() != block.inChannels();
    }

    /** PyTorch's layout, OIHW. */
    int[] weightShape() {
        return new int[] {outChannels, depthwise ? 1 : inChannels, kernelHeight, kernelWidth};
    }

    int groups() {
        return depthwise ? inChannels : 1;
    }
}
