package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import java.util.Optional;

/** The same layer with its output clamped further; empty for layers that clamp nothing. */
record Clamp(ActivationRange further) implements Layer.Visitor<Optional<Layer>> {
    @Override
    public Optional<Layer> conv2d(Layer.Conv2d layer) {
        return Optional.of(new Layer.Conv2d(
                layer.name(), layer.input(), layer.output(), layer.window(), layer.weights(), both(layer.range())));
    }

    @Override
    public Optional<Layer> depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        return Optional.of(new Layer.DepthwiseConv2d(
                layer.name(), layer.input(), layer.output(), layer.window(), layer.weights(), both(layer.range())));
    }

    @Override
    public Optional<Layer> add(Layer.Add layer) {
        return Optional.of(
                new Layer.Add(layer.name(), layer.left(), layer.right(), layer.output(), both(layer.range())));
    }

    @Override
    public Optional<Layer> fullyConnected(Layer.FullyConnected layer) {
        return Optional.of(new Layer.FullyConnected(
                layer.name(), layer.input(), layer.output(), layer.weights(), both(layer.range())));
    }

    @Override
    public Optional<Layer> maxPool(Layer.MaxPool layer) {
        return Optional.of(
                new Layer.MaxPool(layer.name(), layer.input(), layer.output(), layer.window(), both(layer.range())));
    }

    @Override
    public Optional<Layer> rescale(Layer.Rescale layer) {
        return Optional.of(new Layer.Rescale(layer.name(), layer.input(), layer.output(), both(layer.range())));
    }

    @Override
    public Optional<Layer> averagePool(Layer.AveragePool layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Layer> softmax(Layer.Softmax layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Layer> mean(Layer.Mean layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Layer> pad(Layer.Pad layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Layer> reshape(Layer.Reshape layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Layer> concatenation(Layer.Concatenation layer) {
        return Optional.empty();
    }

    /** What is clamped to one range and then to another, as TensorFlow Lite does, ends in the second. */
    private ActivationRange both(ActivationRange first) {
        return new ActivationRange(clamped(first.min()), clamped(first.max()));
    }

    private int clamped(int bound) {
        return Math.max(further.min(), Math.min(further.max(), bound));
    }
}
