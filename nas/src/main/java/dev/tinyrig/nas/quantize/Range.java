package dev.tinyrig.nas.quantize;

import dev.tinyrig.codegen.network.Quantization;

/** The values a tensor takes, which always include 0, since padding must be exact. */
record Range(float min, float max) {
    static final Range ZERO = new Range(0, 0);

    private static final float SMALLEST = 1e-6f;

    Range {
        if (!(min <= 0 && max >= 0)) {
            throw new IllegalArgumentException("range %s..%s does not include 0".formatted(min, max));
        }
    }

    Range including(float[] values) {
        float low = min;
        float high = max;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Range(low, high);
    }

    Range scaled(double factor) {
        return new Range((float) (factor * min), (float) (factor * max));
    }

    /** Asymmetric int8 over the whole range, as TFLite's converter chooses it. */
    Quantization quantization() {
        float scale = Math.max(SMALLEST, max - min) / 255;
        int zeroPoint = Math.max(-128, Math.min(127, Math.round(-128 - min / scale)));
        return new Quantization(scale, zeroPoint);
    }
}
