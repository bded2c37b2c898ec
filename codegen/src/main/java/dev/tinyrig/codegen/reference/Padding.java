package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import java.util.Arrays;

/** A picture amid zero points. */
final class Padding implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final int top;
    private final int left;

    Padding(Tensor input, Tensor output, int top, int left) {
        this.input = input;
        this.output = output;
        this.top = top;
        this.left = left;
    }

    @Override
    public void run(byte[][] activations) {
        byte[] to = activations[output.id()];
        Arrays.fill(to, (byte) input.quantization().zeroPoint());
        Shape from = input.shape();
        int line = from.run(Axis.WIDTH);
        for (int row = 0; row < from.height(); row++) {
            int at = ((top + row) * output.shape().width() + left) * from.channels();
            System.arraycopy(activations[input.id()], row * line, to, at, line);
        }
    }
}
