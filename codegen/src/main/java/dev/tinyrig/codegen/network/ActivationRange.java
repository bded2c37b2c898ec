package dev.tinyrig.codegen.network;

/** The int8 bounds to which an output is clamped: a fused ReLU or ReLU6 in quantized terms. */
public record ActivationRange(int min, int max) {
    public static final ActivationRange NONE = new ActivationRange(-128, 127);

    public ActivationRange {
        if (min < -128 || max > 127 || min > max) {
            throw new IllegalArgumentException("activation range %d..%d is not within int8".formatted(min, max));
        }
    }
}
