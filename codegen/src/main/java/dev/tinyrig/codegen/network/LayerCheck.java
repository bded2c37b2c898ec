package dev.tinyrig.codegen.network;

import java.util.List;
import java.util.function.Supplier;

/** Gives back a layer whose shapes, weights and quantizations belong together; refuses any other, naming what is wrong. */
final class LayerCheck implements Layer.Visitor<Layer> {
    private final List<Tensor> tensors;

    LayerCheck(List<Tensor> tensors) {
        this.tensors = tensors;
    }

    @Override
    public Layer conv2d(Layer.Conv2d layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        int taps = layer.window().kernelHeight() * layer.window().kernelWidth() * input.channels();
        checkWindow(layer, layer.window(), input, output);
        return checkCount(layer, layer.weights(), output.channels(), taps);
    }

    @Override
    public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        int taps = layer.window().kernelHeight() * layer.window().kernelWidth();
        checkWindow(layer, layer.window(), input, output);
        check(layer, input.channels() == output.channels(), () -> "changes the channels from %s to %s"
                .formatted(input, output));
        return checkCount(layer, layer.weights(), output.channels(), taps);
    }

    @Override
    public Layer add(Layer.Add layer) {
        Shape output = shape(layer.output());
        check(layer, shape(layer.left()).equals(output), () -> "adds %s into %s"
                .formatted(shape(layer.left()), output));
        return check(layer, shape(layer.right()).equals(output), () -> "adds %s into %s"
                .formatted(shape(layer.right()), output));
    }

    @Override
    public Layer averagePool(Layer.AveragePool layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        checkWindow(layer, layer.window(), input, output);
        check(layer, input.channels() == output.channels(), () -> "changes the channels from %s to %s"
                .formatted(input, output));
        Quantization from = tensors.get(layer.input()).quantization();
        Quantization to = tensors.get(layer.output()).quantization();
        return check(layer, from.equals(to), () -> "averages %s into %s, which it cannot rescale".formatted(from, to));
    }

    @Override
    public Layer fullyConnected(Layer.FullyConnected layer) {
        Shape output = shape(layer.output());
        int inputs = shape(layer.input()).size();
        check(layer, output.size() == output.channels(), () -> "writes %s, which is not a vector".formatted(output));
        return checkCount(layer, layer.weights(), output.channels(), inputs);
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        check(layer, input.equals(output), () -> "turns %s into %s".formatted(input, output));
        Quantization written = tensors.get(layer.output()).quantization();
        Quantization needed = new Quantization(1f / 256, -128);
        return check(layer, written.equals(needed), () -> "writes %s, not %s".formatted(written, needed));
    }

    private static void checkWindow(Layer layer, Window window, Shape input, Shape output) {
        boolean overlaps = overlaps(
                        window.kernelHeight(), window.strideHeight(), window.padTop(), input.height(), output.height())
                && overlaps(
                        window.kernelWidth(), window.strideWidth(), window.padLeft(), input.width(), output.width());
        check(layer, overlaps, () -> "has windows in nothing but padding: %s from %s to %s"
                .formatted(window, input, output));
    }

    private static boolean overlaps(int kernel, int stride, int pad, int input, int output) {
        return pad < kernel && (output - 1) * stride - pad < input;
    }

    private static Layer checkCount(Layer layer, Weights weights, int channels, int taps) {
        int values = weights.values().length;
        return check(
                layer,
                weights.outputChannels() == channels && values == channels * taps,
                () -> "has %s weights for %s channels, not %s for %s"
                        .formatted(values, weights.outputChannels(), channels * taps, channels));
    }

    private Shape shape(int tensor) {
        return tensors.get(tensor).shape();
    }

    private static Layer check(Layer layer, boolean holds, Supplier<String> fault) {
        if (!holds) {
            throw new IllegalArgumentException("layer " + layer.name() + " " + fault.get());
        }
        return layer;
    }
}
