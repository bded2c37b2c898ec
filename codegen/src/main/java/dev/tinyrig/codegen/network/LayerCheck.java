package dev.tinyrig.codegen.network;

import java.util.List;
import java.util.function.Supplier;

/** Gives back a layer whose shapes, weights and quantizations belong together; refuses any other, naming what is wrong. */
final class LayerCheck implements Layer.Visitor<Layer> {
    /** Sums of more int8 differences would not be sure to fit 32 bits. */
    private static final int MAX_MEAN = 1 << 22;

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
        checkCount(layer, layer.weights(), output.channels(), taps);
        return checkFactors(
                layer,
                () -> ChannelMultipliers.ofConvolution(
                        quantization(layer.input()), layer.weights(), quantization(layer.output())));
    }

    @Override
    public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        int taps = layer.window().kernelHeight() * layer.window().kernelWidth();
        checkWindow(layer, layer.window(), input, output);
        check(layer, input.channels() == output.channels(), () -> "changes the channels from %s to %s"
                .formatted(input, output));
        checkCount(layer, layer.weights(), output.channels(), taps);
        return checkFactors(
                layer,
                () -> ChannelMultipliers.ofConvolution(
                        quantization(layer.input()), layer.weights(), quantization(layer.output())));
    }

    @Override
    public Layer add(Layer.Add layer) {
        Shape output = shape(layer.output());
        check(layer, shape(layer.left()).equals(output), () -> "adds %s into %s"
                .formatted(shape(layer.left()), output));
        check(layer, shape(layer.right()).equals(output), () -> "adds %s into %s"
                .formatted(shape(layer.right()), output));
        return checkFactors(
                layer,
                () -> AddScaling.of(
                        quantization(layer.left()), quantization(layer.right()), quantization(layer.output())));
    }

    @Override
    public Layer averagePool(Layer.AveragePool layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        checkWindow(layer, layer.window(), input, output);
        check(layer, input.channels() == output.channels(), () -> "changes the channels from %s to %s"
                .formatted(input, output));
        return checkSameQuantization(layer, layer.input());
    }

    @Override
    public Layer fullyConnected(Layer.FullyConnected layer) {
        Shape output = shape(layer.output());
        int inputs = shape(layer.input()).size();
        check(layer, output.size() == output.channels(), () -> "writes %s, which is not a vector".formatted(output));
        checkCount(layer, layer.weights(), output.channels(), inputs);
        return checkFactors(
                layer,
                () -> ChannelMultipliers.ofFullyConnected(
                        quantization(layer.input()), layer.weights(), quantization(layer.output())));
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
        checkSameShape(layer, layer.input());
        Quantization written = quantization(layer.output());
        Quantization needed = new Quantization(1f / 256, -128);
        return check(layer, written.equals(needed), () -> "writes %s, not %s".formatted(written, needed));
    }

    @Override
    public Layer maxPool(Layer.MaxPool layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        checkWindow(layer, layer.window(), input, output);
        check(layer, input.channels() == output.channels(), () -> "changes the channels from %s to %s"
                .formatted(input, output));
        return checkSameQuantization(layer, layer.input());
    }

    @Override
    public Layer mean(Layer.Mean layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        boolean reduces = input.channels() == output.channels()
                && (output.height() == 1 || output.height() == input.height())
                && (output.width() == 1 || output.width() == input.width());
        check(layer, input.height() * (long) input.width() <= MAX_MEAN, () -> "averages more than %d pixels of %s"
                .formatted(MAX_MEAN, input));
        check(layer, reduces, () -> "averages %s into %s".formatted(input, output));
        return checkFactors(layer, () -> Rescaling.of(quantization(layer.input()), quantization(layer.output())));
    }

    @Override
    public Layer rescale(Layer.Rescale layer) {
        checkSameShape(layer, layer.input());
        return checkFactors(layer, () -> Rescaling.of(quantization(layer.input()), quantization(layer.output())));
    }

    @Override
    public Layer pad(Layer.Pad layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        boolean holds = layer.top() >= 0
                && layer.left() >= 0
                && layer.top() + input.height() <= output.height()
                && layer.left() + input.width() <= output.width()
                && input.channels() == output.channels();
        check(layer, holds, () -> "pads %s into %s from row %d, column %d"
                .formatted(input, output, layer.top(), layer.left()));
        return checkSameQuantization(layer, layer.input());
    }

    @Override
    public Layer reshape(Layer.Reshape layer) {
        Shape input = shape(layer.input());
        Shape output = shape(layer.output());
        return check(layer, input.size() == output.size(), () -> "turns %s into %s".formatted(input, output));
    }

    @Override
    public Layer concatenation(Layer.Concatenation layer) {
        Shape left = shape(layer.left());
        Shape right = shape(layer.right());
        int side = left.side(layer.axis()) + right.side(layer.axis());
        Shape output = shape(layer.output());
        boolean holds = output.equals(left.with(layer.axis(), side)) && output.equals(right.with(layer.axis(), side));
        check(layer, holds, () -> "joins %s and %s into %s".formatted(left, right, output));
        checkSameQuantization(layer, layer.left());
        return checkSameQuantization(layer, layer.right());
    }

    private Layer checkSameShape(Layer layer, int input) {
        return check(layer, shape(input).equals(shape(layer.output())), () -> "turns %s into %s"
                .formatted(shape(input), shape(layer.output())));
    }

    private Layer checkSameQuantization(Layer layer, int input) {
        Quantization from = quantization(input);
        Quantization to = quantization(layer.output());
        return check(layer, from.equals(to), () -> "brings %s to %s, which it cannot rescale".formatted(from, to));
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
        return pad < kernel && (output - 1L) * stride - pad < input;
    }

    private static Layer checkCount(Layer layer, Weights weights, int channels, int taps) {
        int values = weights.count();
        return check(
                layer,
                weights.outputChannels() == channels && values == channels * taps,
                () -> "has %s weights for %s channels, not %s for %s"
                        .formatted(values, weights.outputChannels(), channels * taps, channels));
    }

    /** Fixed point cannot hold every factor, and a layer without its factors cannot run. */
    private static Layer checkFactors(Layer layer, Runnable factors) {
        try {
            factors.run();
            return layer;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer %s: %s".formatted(layer.name(), e.getMessage()), e);
        }
    }

    private Quantization quantization(int tensor) {
        return tensors.get(tensor).quantization();
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
