package dev.tinyrig.nas.engine;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * Instructions that CMSIS-NN's int8 kernels execute for a layer on an Armv7E-M core.
 *
 * <p>The coefficients are least-squares fits to exact counts of CMSIS-NN 99f736a, GCC 12.2 -O3, on the 54 layers of
 * MCUNet's 5 fps VWW network, and on what other layers take of the MLPerf Tiny networks: within 3 % for 1x1, 0.1 % for
 * depthwise, 6 % for other convolutions.
 */
final class CmsisInstructions implements Layer.Visitor<Double> {
    private final Network network;

    private CmsisInstructions(Network network) {
        this.network = network;
    }

    static double of(Network network) {
        CmsisInstructions visitor = new CmsisInstructions(network);
        return network.layers().stream()
                .mapToDouble(layer -> layer.accept(visitor))
                .sum();
    }

    static double of(Network network, Layer layer) {
        return layer.accept(new CmsisInstructions(network));
    }

    /** A matrix product, before which the windows of all but 1x1 kernels are copied into columns. */
    @Override
    public Double conv2d(Layer.Conv2d layer) {
        Shape output = shape(layer.output());
        double inner = 1.421 * Macs.of(network, layer) + 41.39 * output.size();
        int taps = taps(layer.window());
        int inputChannels = shape(layer.input()).channels();
        return taps == 1
                ? inner + (3.14 * inputChannels + 82.42) * output.channels()
                : inner + (46.84 + 9.66 * inputChannels) * taps * pixels(output);
    }

    /** The 3x3 kernel leaves taps in the padding out; others copy windows to columns, padding included. */
    @Override
    public Double depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Shape output = shape(layer.output());
        double inside = tapsInside(layer) * output.channels();
        double perPixel = taps(layer.window()) * (double) pixels(output);
        return CmsisScratch.isQuick(layer.window())
                ? 3.563 * inside + 46.564 * output.size() + 10.437 * perPixel
                : 5.416 * Macs.of(network, layer) + 1.945 * inside + 43.431 * output.size() + 35.639 * perPixel;
    }

    @Override
    public Double fullyConnected(Layer.FullyConnected layer) {
        return 2.63 * Macs.of(network, layer);
    }

    @Override
    public Double add(Layer.Add layer) {
        return 81.26 * shape(layer.output()).size();
    }

    @Override
    public Double averagePool(Layer.AveragePool layer) {
        return 7.69 * shape(layer.output()).size() * taps(layer.window());
    }

    @Override
    public Double maxPool(Layer.MaxPool layer) {
        return 7.69 * shape(layer.output()).size() * taps(layer.window());
    }

    @Override
    public Double mean(Layer.Mean layer) {
        return 7.69 * shape(layer.input()).size();
    }

    /** Not counted alone; about what an exponential in fixed point takes. */
    @Override
    public Double softmax(Layer.Softmax layer) {
        return 400.0 * shape(layer.output()).size();
    }

    /** One of the two halves of an addition. */
    @Override
    public Double rescale(Layer.Rescale layer) {
        return 40.0 * shape(layer.output()).size();
    }

    @Override
    public Double pad(Layer.Pad layer) {
        return 1.0 * shape(layer.output()).size();
    }

    @Override
    public Double reshape(Layer.Reshape layer) {
        return 0.0;
    }

    @Override
    public Double concatenation(Layer.Concatenation layer) {
        return 1.0 * shape(layer.output()).size();
    }

    private Shape shape(int tensor) {
        return network.tensor(tensor).shape();
    }

    private static int taps(Window window) {
        return window.kernelHeight() * window.kernelWidth();
    }

    private static int pixels(Shape shape) {
        return shape.height() * shape.width();
    }

    /** Taps of one channel that lie on the input, over all outputs. */
    private double tapsInside(Layer.DepthwiseConv2d layer) {
        Window window = layer.window();
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        return (double) inside(
                        input.height(), output.height(), window.kernelHeight(), window.strideHeight(), window.padTop())
                * inside(input.width(), output.width(), window.kernelWidth(), window.strideWidth(), window.padLeft());
    }

    private static int inside(int input, int outputs, int kernel, int stride, int padding) {
        int sum = 0;
        for (int i = 0; i < outputs; i++) {
            int start = i * stride - padding;
            sum += Math.min(input, start + kernel) - Math.max(0, start);
        }
        return sum;
    }
}
