package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Rescaling;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;

/** Mean of what lies above one output value, by one multiplication that rescales too. */
final class Averaging implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final int rows;
    private final int cols;
    private final Multiplier multiplier;

    Averaging(Tensor input, Tensor output) {
        this.input = input;
        this.output = output;
        this.rows = input.shape().height() / output.shape().height();
        this.cols = input.shape().width() / output.shape().width();
        this.multiplier = Rescaling.ofMean(input.quantization(), output.quantization(), rows * cols);
    }

    @Override
    public void run(byte[][] activations) {
        Shape to = output.shape();
        byte[] written = activations[output.id()];
        int zeroPoint = output.quantization().zeroPoint();
        for (int i = 0; i < written.length; i++) {
            int pixel = i / to.channels();
            int sum = sum(activations[input.id()], pixel / to.width(), pixel % to.width(), i % to.channels());
            written[i] = Requantization.clamp(multiplier.apply(sum) + zeroPoint, ActivationRange.NONE);
        }
    }

    /** A side is either averaged whole, or each of its indices by itself. */
    private int sum(byte[] from, int firstRow, int firstCol, int channel) {
        Shape shape = input.shape();
        int sum = 0;
        for (int row = firstRow; row < firstRow + rows; row++) {
            for (int col = firstCol; col < firstCol + cols; col++) {
                sum += from[(row * shape.width() + col) * shape.channels() + channel]
                        - input.quantization().zeroPoint();
            }
        }
        return sum;
    }
}
