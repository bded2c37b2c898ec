package dev.tinyrig.codegen.network;

/**
 * How a sum of two int8 tensors is rescaled: each operand is shifted up by {@link #LEFT_SHIFT}, brought to twice the
 * larger input scale, and the sum is brought to the output's scale.
 *
 * <p>Source: TensorFlow Lite, {@code reference_integer_ops::Add} and its Prepare.
 */
public record AddScaling(Multiplier left, Multiplier right, Multiplier output) {
    public static final int LEFT_SHIFT = 20;

    /** The scaling of a layer of a network. */
    public static AddScaling of(Network network, Layer.Add layer) {
        return of(
                network.tensor(layer.left()).quantization(),
                network.tensor(layer.right()).quantization(),
                network.tensor(layer.output()).quantization());
    }

    public static AddScaling of(Quantization left, Quantization right, Quantization output) {
        double twiceMaxScale = 2.0 * Math.max(left.scale(), right.scale());
        return new AddScaling(
                Multiplier.of(left.scale() / twiceMaxScale),
                Multiplier.of(right.scale() / twiceMaxScale),
                Multiplier.of(twiceMaxScale / ((1 << LEFT_SHIFT) * (double) output.scale())));
    }
}
