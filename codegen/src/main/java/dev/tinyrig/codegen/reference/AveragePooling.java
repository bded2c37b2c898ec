package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;

/** Mean of the quantized values inside the window and the picture, rounded half away from zero. */
final class AveragePooling implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final Window window;

    AveragePooling(Tensor input, Tensor output, Window window) {
        this.input = input;
        this.output = output;
        this.window = window;
    }

    @Override
    public void run(byte[][] activations) {
        Shape to = output.shape();
        for (int row = 0; row < to.height(); row++) {
            for (int col = 0; col < to.width(); col++) {
                average(activations[input.id()], activations[output.id()], row, col);
            }
        }
    }

    private void average(byte[] from, byte[] to, int outputRow, int outputCol) {
        Shape shape = input.shape();
        int top = outputRow * window.strideHeight() - window.padTop();
        int left = outputCol * window.strideWidth() - window.padLeft();
        int lastRow = Math.min(top + window.kernelHeight(), shape.height());
        int lastCol = Math.min(left + window.kernelWidth(), shape.width());
        int[] sums = new int[shape.channels()];
        int count = 0;
        for (int row = Math.max(0, top); row < lastRow; row++) {
            for (int col = Math.max(0, left); col < lastCol; col++, count++) {
                int pixel = (row * shape.width() + col) * shape.channels();
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += from[pixel + c];
                }
            }
        }
        int at = (outputRow * output.shape().width() + outputCol) * sums.length;
        for (int c = 0; c < sums.length; c++) {
            to[at + c] = Requantization.clamp(divideAwayFromZero(sums[c], count), ActivationRange.NONE);
        }
    }

    private static int divideAwayFromZero(int sum, int count) {
        return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
    }
}
