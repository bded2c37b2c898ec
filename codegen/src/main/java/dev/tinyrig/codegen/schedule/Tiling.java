package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.Tensor;

/** What a matrix product in register tiles needs of memory, and which of the kernels' endings is right for it. */
public final class Tiling {
    /** Sums of 4 pixels by 2 channels, and what multiplies them, fill the registers. */
    public static final int MOST_PIXELS = 4;

    /** Scratch for each value of a column: as int16; where columns are gathered first, as int8 too. */
    public static final int WIDE_BYTES = 2;

    public static final int GATHERED_BYTES = 3;

    private static final int VALUES_PER_WORD = 4;

    private Tiling() {}

    /** Values of one column with zeros behind them. */
    public static int paddedLength(int length) {
        return (length + VALUES_PER_WORD - 1) / VALUES_PER_WORD * VALUES_PER_WORD;
    }

    /** The widest tile of so many pixels whose columns, of so many bytes each, keep to the budget; at least one. */
    static int pixels(int pixels, int columnBytes, int scratchBudget) {
        return Math.max(1, Math.min(Math.min(pixels, MOST_PIXELS), scratchBudget / columnBytes));
    }

    /** How a kernel, in C, rounds so that this output comes out right. */
    public static String rounding(Rounding rounding, Tensor output, ActivationRange range) {
        return switch (rounding) {
            case SINGLE -> "single";
            case DOUBLE -> range.min() >= output.quantization().zeroPoint() ? "relu" : "linear";
        };
    }

    /** The table of kernels, in C, that ends as this output needs. */
    public static String tiles(Rounding rounding, Tensor output, ActivationRange range) {
        return "kernel_tiles_%s_%s"
                .formatted(
                        rounding(rounding, output, range), range.equals(ActivationRange.NONE) ? "saturate" : "clamp");
    }
}
