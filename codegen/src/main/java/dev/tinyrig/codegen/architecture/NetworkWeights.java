package dev.tinyrig.codegen.architecture;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Weights;
import java.util.ArrayDeque;
import java.util.Deque;

/** The weights of a network that has the same layers in the same order, such as one that was read from a file. */
public final class NetworkWeights implements WeightSource {
    private final Network network;
    private final Deque<Trained> weighted = new ArrayDeque<>();
    private final Deque<Quantization> sums = new ArrayDeque<>();

    public NetworkWeights(Network network) {
        this.network = network;
        Collection collection = new Collection();
        network.layers().forEach(layer -> layer.accept(collection));
    }

    @Override
    public Quantization input() {
        return network.inputTensor().quantization();
    }

    @Override
    public Trained layer(Untrained layer) {
        Trained given = next(weighted, "layer " + layer.name());
        int channels = given.weights().outputChannels();
        int values = given.weights().values().length;
        if (channels != layer.channels() || values != layer.channels() * layer.taps()) {
            throw new ArchitectureException(
                    "layer %s needs %d weights for each of %d channels; the next that are given are %d for %d"
                            .formatted(layer.name(), layer.taps(), layer.channels(), values, channels));
        }
        return given;
    }

    @Override
    public Quantization sum(Quantization left, Quantization right) {
        return next(sums, "a sum");
    }

    private <T> T next(Deque<T> given, String what) {
        if (given.isEmpty()) {
            throw new ArchitectureException("network %s has nothing left for %s".formatted(network.name(), what));
        }
        return given.remove();
    }

    /** Sorts layers into those that lend weights, those that lend a scale, and the rest. */
    private final class Collection implements Layer.WeightVisitor<Layer> {
        @Override
        public Layer conv2d(Layer.Conv2d layer) {
            return lend(layer, layer.weights(), layer.range());
        }

        @Override
        public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
            return lend(layer, layer.weights(), layer.range());
        }

        @Override
        public Layer fullyConnected(Layer.FullyConnected layer) {
            return lend(layer, layer.weights(), layer.range());
        }

        @Override
        public Layer add(Layer.Add layer) {
            sums.add(network.tensor(layer.output()).quantization());
            return layer;
        }

        @Override
        public Layer weightless(Layer layer) {
            return layer;
        }

        private Layer lend(Layer layer, Weights weights, ActivationRange range) {
            weighted.add(new Trained(weights, network.tensor(layer.output()).quantization(), range));
            return layer;
        }
    }
}
