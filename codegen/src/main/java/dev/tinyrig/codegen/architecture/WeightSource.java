package dev.tinyrig.codegen.architecture;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Weights;

/** Where the weights and scales of an architecture come from; asked in the order of its layers. */
public interface WeightSource {
    /** What a layer knows once it is trained and quantized. */
    record Trained(Weights weights, Quantization output, ActivationRange range) {}

    /**
     * What to train.
     *
     * @param taps weights of one channel
     * @param relu6 whether the output is clamped to 0..6
     */
    record Untrained(String name, Quantization input, int channels, int taps, boolean relu6) {}

    Quantization input();

    Trained layer(Untrained layer);

    /** Of a sum of two tensors. */
    Quantization sum(Quantization left, Quantization right);
}
