package dev.tinyrig.codegen.network;

/** Affine int8 quantization: real value = scale * (q - zeroPoint). */
public record Quantization(float scale, int zeroPoint) {
    public Quantization {
        if (!(scale > 0) || zeroPoint < -128 || zeroPoint > 127) {
            throw new IllegalArgumentException("quantization needs a positive scale and an int8 zero point, not %s, %d"
                    .formatted(scale, zeroPoint));
        }
    }
}
