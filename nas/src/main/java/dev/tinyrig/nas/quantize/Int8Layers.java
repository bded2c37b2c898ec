package dev.tinyrig.nas.quantize;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.nas.data.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Puts an int8 network together from the layers of a float one, their quantizations and their int8 weights. */
record Int8Layers(Input input, List<FloatLayer> layers, List<Quantization> quantizations, WeightSource source) {
    private static final Quantization PROBABILITIES = new Quantization(1f / 256, -128);
    private static final String NAME = "searched";

    /** Gives the int8 weights of a layer that has some, whose input has the given quantization. */
    @FunctionalInterface
    interface WeightSource {
        Weights of(FloatLayer layer, Quantization input);
    }

    /** @param measured the quantization of a tensor, by its id, where nothing else prescribes one */
    static Int8Layers of(
            Input input, List<FloatLayer> layers, IntFunction<Quantization> measured, WeightSource source) {
        List<Quantization> quantizations = new ArrayList<>(List.of(input.quantization()));
        for (int i = 0; i < layers.size(); i++) {
            FloatLayer layer = layers.get(i);
            quantizations.add(
                    switch (layer.kind()) {
                        case AVERAGE_POOL -> quantizations.get(layer.inputs().get(0));
                        case SOFTMAX -> PROBABILITIES;
                        default -> measured.apply(i + 1);
                    });
        }
        return new Int8Layers(input, layers, quantizations, source);
    }

    Network network() {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(new Tensor(0, input.shape(), input.quantization()));
        List<Layer> quantized = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            tensors.add(new Tensor(i + 1, layers.get(i).outputShape(), quantizations.get(i + 1)));
            quantized.add(layer(layers.get(i), i + 1));
        }
        return new Network(NAME, tensors, quantized, 0);
    }

    private Layer layer(FloatLayer layer, int output) {
        int input = layer.inputs().get(0);
        ActivationRange range =
                layer.relu() ? new ActivationRange(quantizations.get(output).zeroPoint(), 127) : ActivationRange.NONE;
        return switch (layer.kind()) {
            case CONVOLUTION ->
                new Layer.Conv2d(layer.name(), input, output, layer.window(), weights(layer, input), range);
            case DEPTHWISE ->
                new Layer.DepthwiseConv2d(layer.name(), input, output, layer.window(), weights(layer, input), range);
            case DENSE -> new Layer.FullyConnected(layer.name(), input, output, weights(layer, input), range);
            case ADD -> new Layer.Add(layer.name(), input, layer.inputs().get(1), output, range);
            case AVERAGE_POOL -> new Layer.AveragePool(layer.name(), input, output, layer.window());
            case SOFTMAX -> new Layer.Softmax(layer.name(), input, output);
        };
    }

    private Weights weights(FloatLayer layer, int input) {
        return source.of(layer, quantizations.get(input));
    }
}
