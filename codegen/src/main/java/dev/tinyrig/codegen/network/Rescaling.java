package dev.tinyrig.codegen.network;

/** The factors of layers that bring values from one quantization to another. */
public final class Rescaling {
    private Rescaling() {}

    /** Of a single value. */
    public static Multiplier of(Quantization from, Quantization to) {
        return Multiplier.of((double) from.scale() / to.scale());
    }

    /**
     * Of a sum of so many values that becomes their mean. TFLite divides the fixed-point factor of a single value, so
     * this is not always the one that is nearest to the quotient.
     *
     * <p>Source: TensorFlow Lite since 2.13, {@code QuantizedMeanOrSum}.
     */
    public static Multiplier ofMean(Quantization from, Quantization to, int count) {
        Multiplier single = of(from, to);
        int shift = Math.min(31 - Integer.numberOfLeadingZeros(count), 31 + single.shift());
        return new Multiplier((int) (((long) single.mantissa() << shift) / count), single.shift() - shift);
    }
}
