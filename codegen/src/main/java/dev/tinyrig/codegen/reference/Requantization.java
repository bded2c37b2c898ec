package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.TileFactors;
import dev.tinyrig.codegen.network.Weights;
import java.util.List;

/** Takes int32 accumulators to int8: bias, multiplier per channel, zero point, clamp. */
final class Requantization {
    private final int[] bias;
    private final Multiplier[] multipliers;
    private final Scaling scaling;
    private final int zeroPoint;
    private final ActivationRange range;

    /** An accumulator times its channel's factor, rounded somehow. */
    @FunctionalInterface
    interface Scaling {
        int apply(Multiplier multiplier, int accumulator);
    }

    /**
     * @param wanted how to round where the multipliers let kernels choose; others round twice
     */
    Requantization(
            Weights weights, List<Multiplier> multipliers, Rounding wanted, int zeroPoint, ActivationRange range) {
        this(
                weights,
                multipliers,
                (TileFactors.exist(multipliers, weights) ? wanted : Rounding.DOUBLE)::apply,
                zeroPoint,
                range);
    }

    Requantization(
            Weights weights, List<Multiplier> multipliers, Scaling scaling, int zeroPoint, ActivationRange range) {
        this.bias = weights.bias();
        this.multipliers = multipliers.toArray(Multiplier[]::new);
        this.scaling = scaling;
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
            output[offset + c] = clamp(scaling.apply(multipliers[c], accumulators[c]) + zeroPoint, range);
        }
    }

    static byte clamp(int value, ActivationRange range) {
        return (byte) Math.max(range.min(), Math.min(range.max(), value));
    }
}
