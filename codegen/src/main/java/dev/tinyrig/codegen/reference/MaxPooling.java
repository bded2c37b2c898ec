package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;

/** Largest quantized value inside the window and the picture. */
final class MaxPooling implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final Window window;
    private final ActivationRange range;

    MaxPooling(Tensor input, Tensor output, Window window, ActivationRange range) {
        this.input = input;
        this.output = output;
        this.window = window;
        this.range = range;
    }

    @Override
    public void run(byte[][] activations) {
        Shape to = output.shape();
        byte[] written = activations[output.id()];
        for (int i = 0; i < written.length; i++) {
            int row = i / to.run(Axis.WIDTH);
            int col = i / to.channels() % to.width();
            int largest = largest(activations[input.id()], row, col, i % to.channels());
            written[i] = Requantization.clamp(largest, range);
        }
    }

    private int largest(byte[] from, int outputRow, int outputCol, int channel) {
        Shape shape = input.shape();
        int top = outputRow * window.strideHeight() - window.padTop();
        int left = outputCol * window.strideWidth() - window.padLeft();
        int lastRow = Math.min(top + window.kernelHeight(), shape.height());
        int lastCol = Math.min(left + window.kernelWidth(), shape.width());
        int largest = Byte.MIN_VALUE;
        for (int row = Math.max(0, top); row < lastRow; row++) {
            for (int col = Math.max(0, left); col < lastCol; col++) {
                largest = Math.max(largest, from[(row * shape.width() + col) * shape.channels() + channel]);
            }
        }
        return largest;
    }
}
