package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;

/** Depthwise convolution, tap by tap over all channels; taps in the padding are left out. */
final class DepthwiseConvolution implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final Window window;
    private final byte[] weights;
    private final Requantization requantization;

    DepthwiseConvolution(Tensor input, Tensor output, Window window, byte[] weights, Requantization requantization) {
        this.input = input;
        this.output = output;
        this.window = window;
        this.weights = weights;
        this.requantization = requantization;
    }

    @Override
    public void run(byte[][] activations) {
        Shape to = output.shape();
        int[] accumulators = new int[to.channels()];
        for (int row = 0; row < to.height(); row++) {
            for (int col = 0; col < to.width(); col++) {
                requantization.start(accumulators);
                addWindow(accumulators, activations[input.id()], row, col);
                requantization.finish(accumulators, activations[output.id()], (row * to.width() + col) * to.channels());
            }
        }
    }

    private void addWindow(int[] accumulators, byte[] from, int outputRow, int outputCol) {
        Shape shape = input.shape();
        int top = outputRow * window.strideHeight() - window.padTop();
        int left = outputCol * window.strideWidth() - window.padLeft();
        for (int y = Math.max(0, -top); y < Math.min(window.kernelHeight(), shape.height() - top); y++) {
            for (int x = Math.max(0, -left); x < Math.min(window.kernelWidth(), shape.width() - left); x++) {
                int pixel = ((top + y) * shape.width() + left + x) * shape.channels();
                addTap(accumulators, from, pixel, (y * window.kernelWidth() + x) * shape.channels());
            }
        }
    }

    private void addTap(int[] accumulators, byte[] from, int pixel, int tap) {
        int zeroPoint = input.quantization().zeroPoint();
        for (int c = 0; c < accumulators.length; c++) {
            accumulators[c] += (from[pixel + c] - zeroPoint) * weights[tap + c];
        }
    }
}
