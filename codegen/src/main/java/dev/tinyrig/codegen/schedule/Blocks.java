package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * The scratch of a 3x3 depthwise kernel: planes of four channels, whose rows are those of the input and of the padding
 * above and below, in blocks of four lanes of 16 bits a channel.
 *
 * @param rows that a plane holds
 * @param blocks of one row, with the padding left and right
 */
public record Blocks(int rows, int blocks) {
    private static final int KERNEL = 3;
    private static final int CHANNELS = 4;
    private static final int LANES = 4;
    private static final Window AROUND = new Window(KERNEL, KERNEL, 1, 1, 1, 1);
    private static final int BYTES = CHANNELS * LANES * Short.BYTES;

    /** As many rows as fit the budget, at least those of one window. */
    static Blocks within(int scratchBudget, Window window, Shape from, Shape to) {
        int blocks = blocks(window, from, to);
        int all = (to.height() - 1) * window.strideHeight() + KERNEL;
        return new Blocks(Math.max(KERNEL, Math.min(all, scratchBudget / (blocks * BYTES))), blocks);
    }

    /** The planes that were meant when a kernel asked for so much scratch. */
    public static Blocks of(int scratchBytes, Window window, Shape from, Shape to) {
        int blocks = blocks(window, from, to);
        return new Blocks(scratchBytes / (blocks * BYTES), blocks);
    }

    /** Whether a kernel for squares of one size and their padding can run, which needs all rows at once. */
    public boolean isSmallMap(Window window, Shape from, Shape to) {
        return window.equals(AROUND)
                && from.equals(to)
                && to.height() == to.width()
                && rows >= to.height()
                && (to.width() == 3 || to.width() == 5);
    }

    int bytes() {
        return rows * blocks * BYTES;
    }

    private static int blocks(Window window, Shape from, Shape to) {
        int windows = (to.width() - 1) * window.strideWidth() + KERNEL;
        int lanes = Math.max(windows, window.padLeft() + from.width());
        return (lanes + LANES - 1) / LANES;
    }
}
