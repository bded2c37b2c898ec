package dev.tinyrig.nas.space;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.data.Input;
import java.util.List;

/**
 * An architecture with every channel count and stride worked out: stem convolution, MBConv blocks, global average pool,
 * dense classifier.
 */
public record NetworkPlan(Input input, Stem stem, List<BlockPlan> blocks, int classes) {
    public NetworkPlan {
        blocks = List.copyOf(blocks);
    }

    /** The first convolution, SAME padding, followed by ReLU. */
    public record Stem(int channels, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth) {}

    /**
     * One MBConv block: 1x1 expand with ReLU (left out when {@code midChannels == inChannels}), depthwise with ReLU, 1x1
     * project without, and the residual sum where {@code residual}.
     *
     * @param stage index of the stage, from 0
     * @param index index of the block in its stage, from 0
     */
    public record BlockPlan(
            int stage,
            int index,
            int inChannels,
            int midChannels,
            int outChannels,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            boolean residual) {}

    /** Channels that reach the classifier. */
    public int lastChannels() {
        return blocks.isEmpty()
                ? stem.channels()
                : blocks.get(blocks.size() - 1).outChannels();
    }

    /** Multiply-accumulates of one inference. */
    public long macs() {
        Shape shape = input.shape();
        int height = ceilDiv(shape.height(), stem.strideHeight());
        int width = ceilDiv(shape.width(), stem.strideWidth());
        long macs =
                (long) height * width * stem.channels() * stem.kernelHeight() * stem.kernelWidth() * shape.channels();
        for (BlockPlan block : blocks) {
            if (block.midChannels() != block.inChannels()) {
                macs += (long) height * width * block.inChannels() * block.midChannels();
            }
            height = ceilDiv(height, block.strideHeight());
            width = ceilDiv(width, block.strideWidth());
            macs += (long) height
                    * width
                    * block.midChannels()
                    * ((long) block.kernelHeight() * block.kernelWidth() + block.outChannels());
        }
        return macs + (long) lastChannels() * classes;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
