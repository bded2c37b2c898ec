package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * The scratch of a planar depthwise kernel: for each of four channels some padded input rows as lanes of 16 bits, and the
 * weights as pairs of lanes.
 *
 * @param rows input rows that a plane holds
 * @param lanes of one row, with padding
 * @param weightBytes of four channels
 */
public record Planes(int rows, int lanes, int weightBytes) {
    private static final int CHANNELS = 4;

    /** As many rows as fit the budget, at least those of one window. */
    static Planes within(int scratchBudget, Window window, Shape from, Shape to) {
        int least = Math.min(window.kernelHeight(), from.height());
        int lanes = lanes(window, from, to);
        int weightBytes = weightBytes(window);
        int affordable = (scratchBudget - weightBytes) / bytesOfRow(lanes);
        return new Planes(Math.max(least, Math.min(from.height(), affordable)), lanes, weightBytes);
    }

    /** The planes that were meant when a kernel asked for so much scratch. */
    public static Planes of(int scratchBytes, Window window, Shape from, Shape to) {
        int lanes = lanes(window, from, to);
        int weightBytes = weightBytes(window);
        return new Planes((scratchBytes - weightBytes) / bytesOfRow(lanes), lanes, weightBytes);
    }

    int bytes() {
        return rows * bytesOfRow(lanes) + weightBytes;
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

    private static int bytesOfRow(int lanes) {
        return CHANNELS * lanes * Short.BYTES;
    }

    /** Windows are summed two at a time, and words of two lanes are read. */
    private static int lanes(Window window, Shape from, Shape to) {
        int windows = (even(to.width()) - 1) * window.strideWidth() + window.kernelWidth();
        return even(Math.max(windows, window.padLeft() + from.width()));
    }

    private static int weightBytes(Window window) {
        int width = window.kernelWidth();
        int pairs = window.strideWidth() == 1 ? width - 1 : width / 2 + 1;
        return CHANNELS * window.kernelHeight() * pairs * Integer.BYTES;
    }

    private static int even(int count) {
        return (count + 1) / 2 * 2;
    }
}
