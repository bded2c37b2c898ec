package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.TileFactors;
import dev.tinyrig.codegen.network.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The constants of a depthwise layer as planar kernels read them, channel by channel. */
final class PlanarConstants {
    /** sizeof(struct kernel_channel_factor) */
    static final int CHANNEL_BYTES = 8;

    /** Kernel rows are read as words, whose last bytes may lie beyond the last row. */
    private static final int BYTES_BEHIND = 3;

    private final Weights weights;
    private final List<Multiplier> multipliers;
    private final List<TileFactors> factors;

    PlanarConstants(Weights weights, List<Multiplier> multipliers, Rounding rounding) {
        this.weights = weights;
        this.multipliers = multipliers;
        this.factors = multipliers.stream()
                .map(multiplier -> TileFactors.of(multiplier, rounding))
                .toList();
    }

    /** From [tap][channel] to [channel][tap]. */
    byte[] weights() {
        byte[] values = weights.values();
        int channels = factors.size();
        int taps = values.length / channels;
        byte[] planar = new byte[values.length + BYTES_BEHIND];
        for (int c = 0; c < channels; c++) {
            for (int tap = 0; tap < taps; tap++) {
                planar[c * taps + tap] = (byte) (factors.get(c).sign() * values[tap * channels + c]);
            }
        }
        return planar;
    }

    byte[] channels() {
        int[] bias = weights.bias();
        ByteBuffer channels =
                ByteBuffer.allocate(factors.size() * CHANNEL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int c = 0; c < bias.length; c++) {
            TileFactors factor = factors.get(c);
            channels.putInt(factor.sign() * bias[c]).putInt(factor.multiplier());
        }
        return channels.array();
    }

    /** A channel that is always 0 has any. */
    byte[] shifts() {
        byte[] shifts = new byte[multipliers.size()];
        for (int c = 0; c < shifts.length; c++) {
            shifts[c] = (byte) Math.max(1, multipliers.get(c).rightShift());
        }
        return shifts;
    }
}
