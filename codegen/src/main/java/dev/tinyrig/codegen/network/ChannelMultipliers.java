package dev.tinyrig.codegen.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The factor per output channel that takes an int32 accumulator to the output's scale. */
public final class ChannelMultipliers {
    private ChannelMultipliers() {}

    /** Of a convolution, whose scales multiply as doubles. */
    public static List<Multiplier> ofConvolution(Quantization input, Weights weights, Quantization output) {
        List<Multiplier> multipliers = new ArrayList<>();
        for (float scale : weights.scales()) {
            multipliers.add(Multiplier.of((double) input.scale() * scale / output.scale()));
        }
        return List.copyOf(multipliers);
    }

    /**
     * Of a dense layer. TFLite multiplies input and weight scale as floats when the weights have one scale
     * ({@code GetQuantizedConvolutionMultipler}), and as doubles when they have one per channel.
     */
    public static List<Multiplier> ofFullyConnected(Quantization input, Weights weights, Quantization output) {
        float[] scales = weights.scales();
        for (float scale : scales) {
            if (scale != scales[0]) {
                return ofConvolution(input, weights, output);
            }
        }
        float product = input.scale() * scales[0];
        Multiplier multiplier = Multiplier.of((double) product / output.scale());
        return Collections.nCopies(scales.length, multiplier);
    }
}
