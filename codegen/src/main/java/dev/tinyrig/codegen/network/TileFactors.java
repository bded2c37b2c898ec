package dev.tinyrig.codegen.network;

import java.util.List;

/**
 * The two words by which a tiled kernel takes one channel's accumulator to the output's scale with two multiplications,
 * and the sign that its weights and bias get for that; {@code kernel_tile.h} has the arithmetic.
 *
 * @param powerShift the power is -1 shifted up by so many bits, which from 32 on is 0
 * @param sign -1 where the multiplier is negative, so that the words need not be; else 1
 */
public record TileFactors(int multiplier, int powerShift, int sign) {
    /** A smaller one would not become negative when doubled, as kernels expect. */
    private static final int SMALLEST_MANTISSA = 1 << 30;

    /** Whether a layer with these multipliers and weights has such words for every channel. */
    public static boolean exist(List<Multiplier> multipliers, Weights weights) {
        return multipliers.stream().allMatch(TileFactors::exists)
                && (multipliers.stream().allMatch(multiplier -> multiplier.mantissa() >= 0) || weights.canBeNegated());
    }

    public int power() {
        return powerShift < Integer.SIZE ? -1 << powerShift : 0;
    }

    private static boolean exists(Multiplier multiplier) {
        return multiplier.mantissa() == 0
                || (multiplier.isBelowHalf() && Math.abs((long) multiplier.mantissa()) >= SMALLEST_MANTISSA);
    }

    /** The words for a multiplier of such a layer. */
    public static TileFactors of(Multiplier multiplier, Rounding rounding) {
        if (multiplier.mantissa() == 0) {
            return new TileFactors(0, Integer.SIZE, 0);
        }
        int sign = multiplier.mantissa() < 0 ? -1 : 1;
        Multiplier positive = new Multiplier(sign * multiplier.mantissa(), multiplier.shift());
        return switch (rounding) {
            case DOUBLE -> new TileFactors(positive.mantissa() << 1, Integer.SIZE + positive.shift(), sign);
            case SINGLE -> new TileFactors(positive.fraction(), Integer.SIZE, sign);
        };
    }
}
