package dev.tinyrig.nas.search;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Weights;

/** Counts the bytes of weights and biases, which no firmware can do without. */
public final class WeightBytes {
    private static final Layer.WeightVisitor<Long> VISITOR = Layer.WeightVisitor.of(WeightBytes::bytes, 0L);

    private WeightBytes() {}

    public static long of(Network network) {
        return network.layers().stream().mapToLong(WeightBytes::of).sum();
    }

    public static long of(Layer layer) {
        return layer.accept(VISITOR);
    }

    private static long bytes(Weights weights) {
        return weights.count() + (long) Integer.BYTES * weights.outputChannels();
    }
}
