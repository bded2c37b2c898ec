package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.TileFactors;
import dev.tinyrig.codegen.schedule.Tiling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The constants of a matrix product in the order in which tiled kernels read them: for each pair of channels both biases,
 * the weights, both multipliers and powers. {@code kernel_tile.h} has the layout of the weights.
 */
final class TileStream {
    private static final int WORDS_BESIDE_WEIGHTS = 5;

    private final byte[] weights;
    private final int[] foldedBias;
    private final List<TileFactors> factors;
    private final int taps;

    /**
     * @param weights [output channel][tap]
     * @param foldedBias with the input's zero point in it
     */
    TileStream(byte[] weights, int[] foldedBias, List<Multiplier> multipliers, Rounding rounding) {
        this.weights = weights;
        this.foldedBias = foldedBias;
        this.factors = multipliers.stream()
                .map(multiplier -> TileFactors.of(multiplier, rounding))
                .toList();
        this.taps = weights.length / foldedBias.length;
    }

    byte[] bytes() {
        int length = Tiling.paddedLength(taps);
        int pairs = (foldedBias.length + 1) / 2;
        int pairBytes = WORDS_BESIDE_WEIGHTS * Integer.BYTES + 2 * length;
        ByteBuffer stream = ByteBuffer.allocate(pairs * pairBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int first = 0; first < foldedBias.length; first += 2) {
            stream.putInt(bias(first)).putInt(bias(first + 1));
            for (int tap = 0; tap < length; tap += 4) {
                putWord(stream, first, tap);
                putWord(stream, first, tap + 1);
            }
            stream.putInt(multiplier(first)).putInt(multiplier(first + 1));
            stream.putInt(powerShift(first) | (powerShift(first + 1) << Byte.SIZE));
        }
        return stream.array();
    }

    private void putWord(ByteBuffer stream, int channel, int tap) {
        stream.put(weight(channel, tap)).put(weight(channel + 1, tap));
        stream.put(weight(channel, tap + 2)).put(weight(channel + 1, tap + 2));
    }

    private int multiplier(int channel) {
        return exists(channel) ? factors.get(channel).multiplier() : 0;
    }

    private int powerShift(int channel) {
        return exists(channel) ? factors.get(channel).powerShift() : Integer.SIZE;
    }

    private byte weight(int channel, int tap) {
        boolean isPadding = !exists(channel) || tap >= taps;
        return isPadding ? 0 : (byte) (sign(channel) * weights[channel * taps + tap]);
    }

    private int bias(int channel) {
        return exists(channel) ? sign(channel) * foldedBias[channel] : 0;
    }

    private int sign(int channel) {
        return factors.get(channel).sign();
    }

    /** An odd number of channels leaves the last without a partner. */
    private boolean exists(int channel) {
        return channel < foldedBias.length;
    }
}
