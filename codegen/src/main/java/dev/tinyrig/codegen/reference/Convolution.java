package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;
import java.util.Arrays;

/** Convolution by gathering the window of each output pixel into a column; padding is a real zero. */
final class Convolution implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final Window window;
    private final Requantization requantization;
    private final int columnLength;
    private final Products products;

    Convolution(Tensor input, Tensor output, Window window, byte[] weights, Requantization requantization) {
        this.input = input;
        this.output = output;
        this.window = window;
        this.requantization = requantization;
        this.columnLength =
                window.kernelHeight() * window.kernelWidth() * input.shape().channels();
        this.products = new Products(weights, requantization.channels(), columnLength);
    }

    @Override
    public void run(byte[][] activations) {
        Shape to = output.shape();
        int[] column = new int[columnLength];
        int[] accumulators = new int[to.channels()];
        for (int row = 0; row < to.height(); row++) {
            for (int col = 0; col < to.width(); col++) {
                gather(activations[input.id()], row, col, column);
                requantization.start(accumulators);
                products.addTo(accumulators, column);
                requantization.finish(accumulators, activations[output.id()], (row * to.width() + col) * to.channels());
            }
        }
    }

    private void gather(byte[] from, int outputRow, int outputCol, int[] column) {
        Shape shape = input.shape();
        int zeroPoint = input.quantization().zeroPoint();
        int top = outputRow * window.strideHeight() - window.padTop();
        int left = outputCol * window.strideWidth() - window.padLeft();
        int at = 0;
        for (int row = top; row < top + window.kernelHeight(); row++) {
            for (int col = left; col < left + window.kernelWidth(); col++, at += shape.channels()) {
                if (row < 0 || row >= shape.height() || col < 0 || col >= shape.width()) {
                    Arrays.fill(column, at, at + shape.channels(), 0);
                    continue;
                }
                int pixel = (row * shape.width() + col) * shape.channels();
                for (int c = 0; c < shape.channels(); c++) {
                    column[at + c] = from[pixel + c] - zeroPoint;
                }
            }
        }
    }
}
