package dev.tinyrig.nas.space;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices of a weight-sharing MBConv space: one width for the whole network; depth per stage; kernel and expansion
 * per block.
 *
 * @param name recorded in logs
 * @param input shape of the features, time x bands x 1
 * @param classes outputs
 * @param widths multipliers on channel counts, rising, the last is the super-network's
 * @param stem the first convolution at width 1
 * @param stages first to last
 * @param kernelWidth columns of every depthwise kernel
 */
public record SearchSpace(
        String name,
        Shape input,
        int classes,
        List<Double> widths,
        Stem stem,
        List<StageSpace> stages,
        int kernelWidth) {

    public SearchSpace {
        widths = List.copyOf(widths);
        stages = List.copyOf(stages);
    }

    /**
     * The choices of one stage; every list rises, and its last entry is the super-network's.
     *
     * @param channels output channels at width 1
     * @param strideHeight of the stage's first block; the others have stride 1
     */
    public record StageSpace(
            int channels,
            int strideHeight,
            int strideWidth,
            List<Integer> depths,
            List<Integer> kernels,
            List<Integer> expansions) {
        public StageSpace {
            depths = List.copyOf(depths);
            kernels = List.copyOf(kernels);
            expansions = List.copyOf(expansions);
        }
    }

    /** Every channel count and stride of the architecture; counts are rounded to a multiple of 4, at least 4. */
    public NetworkPlan plan(Architecture architecture) {
        int channels = scaled(stem.channels(), architecture.width());
        Stem scaledStem =
                new Stem(channels, stem.kernelHeight(), stem.kernelWidth(), stem.strideHeight(), stem.strideWidth());
        List<BlockPlan> blocks = new ArrayList<>();
        for (int s = 0; s < stages.size(); s++) {
            StageSpace stage = stages.get(s);
            int outChannels = scaled(stage.channels(), architecture.width());
            List<Architecture.Block> choices = architecture.stages().get(s).blocks();
            for (int b = 0; b < choices.size(); b++) {
                int strideHeight = b == 0 ? stage.strideHeight() : 1;
                int strideWidth = b == 0 ? stage.strideWidth() : 1;
                boolean residual = strideHeight == 1 && strideWidth == 1 && channels == outChannels;
                blocks.add(new BlockPlan(
                        s,
                        b,
                        channels,
                        channels * choices.get(b).expansion(),
                        outChannels,
                        choices.get(b).kernel(),
                        kernelWidth,
                        strideHeight,
                        strideWidth,
                        residual));
                channels = outChannels;
            }
        }
        return new NetworkPlan(input, scaledStem, blocks, classes);
    }

    private static int scaled(int channels, double width) {
        return Math.max(4, 4 * (int) Math.round(channels * width / 4));
    }
}
