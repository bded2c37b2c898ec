package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.rig.measure.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Runs a network in Java, bit for bit as TFLite's int8 reference kernels; many threads may share one executor. */
public final class ReferenceExecutor {
    private final Network network;
    private final List<Operator> operators = new ArrayList<>();

    public ReferenceExecutor(Network network) {
        this(network, Rounding.DOUBLE);
    }

    /** As kernels that were asked to round so; single rounding is not that of TFLite. */
    public ReferenceExecutor(Network network, Rounding rounding) {
        this(network, new Operators(network, rounding));
    }

    /** By operators of one's own. */
    ReferenceExecutor(Network network, Layer.Visitor<Operator> visitor) {
        this.network = network;
        network.layers().forEach(layer -> operators.add(layer.accept(visitor)));
    }

    /** The output of one inference. */
    public Bytes run(Bytes input) {
        return Bytes.of(activations(input)[network.outputTensor().id()]);
    }

    /** What each layer wrote, in execution order: for finding the first that differs. */
    public List<LayerOutput> trace(Bytes input) {
        byte[][] activations = activations(input);
        List<LayerOutput> outputs = new ArrayList<>();
        for (Layer layer : network.layers()) {
            outputs.add(new LayerOutput(layer, Bytes.of(activations[layer.output()])));
        }
        return List.copyOf(outputs);
    }

    private byte[][] activations(Bytes input) {
        int expected = network.inputTensor().shape().size();
        if (input.length() != expected) {
            throw new IllegalArgumentException(
                    "network %s takes %d input bytes, not %d".formatted(network.name(), expected, input.length()));
        }
        byte[][] activations = new byte[network.tensors().size()][];
        activations[network.input()] = input.toArray();
        for (int i = 0; i < operators.size(); i++) {
            int output = network.layers().get(i).output();
            activations[output] = new byte[network.tensor(output).shape().size()];
            operators.get(i).run(activations);
        }
        return activations;
    }
}
