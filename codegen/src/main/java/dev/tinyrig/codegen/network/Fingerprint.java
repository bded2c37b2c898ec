package dev.tinyrig.codegen.network;

import dev.tinyrig.rig.measure.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SHA-256 of everything a network is: equal networks have equal fingerprints, on every host. */
public final class Fingerprint implements Layer.Visitor<Layer> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Fingerprint() {}

    /** 64 hex digits. */
    public static String of(Network network) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.text(network.name());
        fingerprint.ints(network.input());
        network.tensors().forEach(fingerprint::tensor);
        network.layers().forEach(layer -> layer.accept(fingerprint));
        return Sha256.of(fingerprint.bytes.toByteArray());
    }

    @Override
    public Layer conv2d(Layer.Conv2d layer) {
        return start(layer, "conv2d")
                .window(layer.window())
                .weights(layer.weights())
                .range(layer, layer.range());
    }

    @Override
    public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        return start(layer, "depthwise")
                .window(layer.window())
                .weights(layer.weights())
                .range(layer, layer.range());
    }

    @Override
    public Layer add(Layer.Add layer) {
        return start(layer, "add").range(layer, layer.range());
    }

    @Override
    public Layer averagePool(Layer.AveragePool layer) {
        start(layer, "average_pool").window(layer.window());
        return layer;
    }

    @Override
    public Layer fullyConnected(Layer.FullyConnected layer) {
        return start(layer, "fully_connected").weights(layer.weights()).range(layer, layer.range());
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
        start(layer, "softmax");
        return layer;
    }

    @Override
    public Layer maxPool(Layer.MaxPool layer) {
        return start(layer, "max_pool").window(layer.window()).range(layer, layer.range());
    }

    @Override
    public Layer mean(Layer.Mean layer) {
        start(layer, "mean");
        return layer;
    }

    @Override
    public Layer rescale(Layer.Rescale layer) {
        return start(layer, "rescale").range(layer, layer.range());
    }

    @Override
    public Layer pad(Layer.Pad layer) {
        start(layer, "pad").ints(layer.top(), layer.left());
        return layer;
    }

    @Override
    public Layer reshape(Layer.Reshape layer) {
        start(layer, "reshape");
        return layer;
    }

    @Override
    public Layer concatenation(Layer.Concatenation layer) {
        start(layer, "concatenation").text(layer.axis().name());
        return layer;
    }

    private Fingerprint start(Layer layer, String operator) {
        text(operator);
        text(layer.name());
        layer.inputs().forEach(this::ints);
        return ints(layer.output());
    }

    private void tensor(Tensor tensor) {
        ints(tensor.shape().height(), tensor.shape().width(), tensor.shape().channels());
        ints(
                Float.floatToIntBits(tensor.quantization().scale()),
                tensor.quantization().zeroPoint());
    }

    private Fingerprint window(Window window) {
        ints(window.kernelHeight(), window.kernelWidth());
        ints(window.strideHeight(), window.strideWidth());
        return ints(window.padTop(), window.padLeft());
    }

    private Fingerprint weights(Weights weights) {
        write(weights.values());
        for (float scale : weights.scales()) {
            ints(Float.floatToIntBits(scale));
        }
        return ints(weights.bias());
    }

    private Layer range(Layer layer, ActivationRange range) {
        ints(range.min(), range.max());
        return layer;
    }

    private void text(String value) {
        write(value.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] values) {
        ints(values.length);
        bytes.writeBytes(values);
    }

    private Fingerprint ints(int... values) {
        try {
            for (int value : values) {
                out.writeInt(value);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
