package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Multiplier;
import java.util.List;

/** Takes int32 accumulators to int8: bias, multiplier per channel, zero point, clamp. */
final class Requantization {
    private final int[] bias;
    private final Multiplier[] multipliers;
    private final int zeroPoint;
    private final ActivationRange range;

    Requantization(int[] bias, List<Multiplier> multipliers, int zeroPoint, ActivationRange range) {
        this.bias = bias;
        this.multipliers = multipliers.toArray(Multiplier[]::new);
        this.zeroPoint = zeroPoint;
        this.range = range;
    }

    int channels() {
        return bias.length;
    }

    /** Sets the accumulators, one per channel, to the bias. */
    void start(int[] accumulators) {
        System.arraycopy(bias, 0, accumulators, 0, bias.length);
    }

    /** Writes one byte per channel from {@code offset} on. */
    void finish(int[] accumulators, byte[] output, int offset) {
        for (int c = 0; c < bias.length; c++) {
            output[offset + c] = clamp(multipliers[c].apply(accumulators[c]) + zeroPoint, range);
        }
    }

    static byte clamp(int value, ActivationRange range) {
        return (byte) Math.max(range.min(), Math.min(range.max(), value));
    }
}
