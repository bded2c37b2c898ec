package dev.tinyrig.codegen.network;

/**
 * The words by which a sum of two int8 tensors takes 13 instructions an element: the operand of the larger scale, whose
 * factor is exactly one half, comes first, and the other and the sum are scaled by {@link TileFactors}.
 *
 * @param isSwapped whether the layer's right operand is the one to come first
 */
public record SumFactors(boolean isSwapped, TileFactors second, TileFactors sum) {
    private static final Multiplier HALF = Multiplier.of(0.5);

    /** What a doubled half is made of: the product adds nothing, the power halves. */
    private static final TileFactors EXACT_HALF = new TileFactors(0, Integer.SIZE - 1, 1);

    public static boolean exist(AddScaling scaling) {
        boolean isLeftHalf = scaling.left().equals(HALF);
        Multiplier other = isLeftHalf ? scaling.right() : scaling.left();
        return (isLeftHalf || scaling.right().equals(HALF))
                && (other.equals(HALF) || other.isBelowHalf())
                && scaling.output().isBelowHalf();
    }

    public static SumFactors of(AddScaling scaling) {
        boolean isSwapped = !scaling.left().equals(HALF);
        Multiplier second = isSwapped ? scaling.left() : scaling.right();
        return new SumFactors(
                isSwapped,
                second.equals(HALF) ? EXACT_HALF : TileFactors.of(second, Rounding.DOUBLE),
                TileFactors.of(scaling.output(), Rounding.DOUBLE));
    }
}
