package dev.tinyrig.nas.data;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;

/**
 * What a network reads: the shape of its features and what their int8 values stand for.
 *
 * @param shape height x width x channels; time x bands x 1 for speech
 */
public record Input(Shape shape, Quantization quantization) {
    /** The real values of int8 features. */
    public float[] real(byte[] features) {
        float[] real = new float[features.length];
        addReal(features, 1, real, 0);
        return real;
    }

    /** Adds a share of the real values of features to what lies in an array from an index on. */
    public void addReal(byte[] features, float share, float[] sums, int at) {
        for (int i = 0; i < features.length; i++) {
            sums[at + i] += share * quantization.scale() * (features[i] - quantization.zeroPoint());
        }
    }
}
