package dev.tinyrig.codegen.network;

/**
 * Which depthwise layers can be summed along rows of four channels at a time. The others have one plain kernel, which
 * always rounds as TFLite does.
 */
public final class PlanarDepthwise {
    private static final int CHANNELS = 4;
    private static final int KERNEL = 3;

    private PlanarDepthwise() {}

    public static boolean suits(Layer.DepthwiseConv2d layer) {
        int width = layer.window().kernelWidth();
        return layer.weights().outputChannels() >= CHANNELS
                && (width == 3 || width == 5 || width == 7)
                && layer.window().strideWidth() <= 2;
    }

    /** Those with the commonest window have kernels of their own. */
    public static boolean isThreeByThree(Layer.DepthwiseConv2d layer) {
        return suits(layer)
                && layer.window().kernelHeight() == KERNEL
                && layer.window().kernelWidth() == KERNEL
                && layer.window().padLeft() < KERNEL;
    }
}
