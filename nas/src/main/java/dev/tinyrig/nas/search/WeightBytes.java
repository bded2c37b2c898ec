package dev.tinyrig.nas.search;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Weights;

/** Counts the bytes of weights and biases, which no firmware can do without. */
public final class WeightBytes implements Layer.WeightVisitor<Long> {
    private static final WeightBytes VISITOR = new WeightBytes();

    private WeightBytes() {}

    public static long of(Network network) {
        return network.layers().stream().mapToLong(WeightBytes::of).sum();
    }

    public static long of(Layer layer) {
        return layer.accept(VISITOR);
    }

    @Override
    public Long conv2d(Layer.Conv2d layer) {
        return bytes(layer.weights());
    }

    @Override
    public Long depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        return bytes(layer.weights());
    }

    @Override
    public Long fullyConnected(Layer.FullyConnected layer) {
        return bytes(layer.weights());
    }

    @Override
    public Long weightless(Layer layer) {
        return 0L;
    }

    private static long bytes(Weights weights) {
        return weights.count() + (long) Integer.BYTES * weights.outputChannels();
    }
}
