package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * The scratch of a planar depthwise kernel: planes of four channels, whose rows are those of the input in blocks of four
 * lanes of 16 bits a channel, and the weights of these channels as pairs of lanes.
 *
 * @param rows input rows that a plane holds
 * @param blocks of one row, with the padding left and right
 * @param weightBytes of four channels
 */
public record Planes(int rows, int blocks, int weightBytes) {
    private static final int CHANNELS = 4;
    private static final int LANES = 4;
    private static final int BLOCK_BYTES = CHANNELS * LANES * Short.BYTES;
    /** Windows of 5x5 with padding around a map of 5x5, of which they make 3x3. */
    private static final Window HALVING = new Window(5, 5, 2, 2, 2, 2);

    private static final int MAP = 5;
    private static final int HALVED_MAP = 3;

    /** As many rows as fit the budget, at least those of one window. */
    static Planes within(int scratchBudget, Window window, Shape from, Shape to) {
        int least = Math.min(window.kernelHeight(), from.height());
        int blocks = blocks(window, from, to);
        int weightBytes = weightBytes(window);
        int affordable = (scratchBudget - weightBytes) / (blocks * BLOCK_BYTES);
        return new Planes(Math.max(least, Math.min(from.height(), affordable)), blocks, weightBytes);
    }

    /** The planes that were meant when a kernel asked for so much scratch. */
    public static Planes of(int scratchBytes, Window window, Shape from, Shape to) {
        int blocks = blocks(window, from, to);
        int weightBytes = weightBytes(window);
        return new Planes((scratchBytes - weightBytes) / (blocks * BLOCK_BYTES), blocks, weightBytes);
    }

    /** Whether the kernel for maps of one size and their padding can run, which needs all rows at once. */
    public boolean isSmallMap(Window window, Shape from, Shape to) {
        return window.equals(HALVING)
                && from.height() == MAP
                && from.width() == MAP
                && to.equals(new Shape(HALVED_MAP, HALVED_MAP, from.channels()))
                && from.channels() % CHANNELS == 0
                && rows >= MAP;
    }

    int bytes() {
        return rows * blocks * BLOCK_BYTES + weightBytes;
    }

    /** Whether every output row ends within the input rows that its windows reach, so that it may overwrite them. */
    static boolean runInPlace(Window window, Shape from, Shape to) {
        for (int row = 0; row < to.height(); row++) {
            int reached =
                    Math.min(from.height(), row * window.strideHeight() - window.padTop() + window.kernelHeight());
            if ((row + 1) * to.width() > reached * from.width()) {
                return false;
            }
        }
        return true;
    }

    private static int blocks(Window window, Shape from, Shape to) {
        int windows = (to.width() - 1) * window.strideWidth() + window.kernelWidth();
        int lanes = Math.max(windows, window.padLeft() + from.width());
        return (lanes + LANES - 1) / LANES;
    }

    private static int weightBytes(Window window) {
        int width = window.kernelWidth();
        int pairs = window.strideWidth() == 1 ? width - 1 : width / 2 + 1;
        return CHANNELS * window.kernelHeight() * pairs * Integer.BYTES;
    }
}
