package dev.tinyrig.codegen.architecture;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Weights;
import java.util.Random;

/** Weights that keep activations spread over int8, so that time and memory are those of a trained network. */
public final class RandomWeights implements WeightSource {
    /** Standard deviation of numbers that fill int8 evenly. */
    private static final double SPREAD = 74;

    private static final double REAL_SPREAD = 2;

    private final Random random;

    public RandomWeights(Random random) {
        this.random = random;
    }

    @Override
    public Quantization input() {
        return new Quantization(1f / 127.5f, -1);
    }

    @Override
    public Trained layer(Untrained layer) {
        byte[] values = new byte[layer.channels() * layer.taps()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (random.nextInt(255) - 127);
        }
        double scale = REAL_SPREAD / (Math.sqrt(layer.taps()) * layer.input().scale() * SPREAD * SPREAD);
        float[] scales = new float[layer.channels()];
        int[] bias = new int[layer.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = (float) (scale * (0.8 + 0.4 * random.nextDouble()));
            bias[c] = (int) (random.nextGaussian()
                    * REAL_SPREAD
                    / (scales[c] * layer.input().scale()));
        }
        Quantization output = layer.relu6() ? new Quantization(6f / 255, -128) : new Quantization(0.05f, 0);
        return new Trained(new Weights(values, scales, bias), output, ActivationRange.NONE);
    }

    @Override
    public Quantization sum(Quantization left, Quantization right) {
        return new Quantization(0.07f, 0);
    }
}
