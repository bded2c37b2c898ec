package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.SoftmaxTable;
import dev.tinyrig.codegen.network.Tensor;

/** Softmax per pixel from a table of exponentials; the float32 sum runs in channel order, as in TFLite's Softmax. */
final class SoftmaxLookup implements Operator {
    private static final int ZERO_POINT = -128;
    private static final float SCALE = 1f / 256;

    private final Tensor input;
    private final Tensor output;
    private final float[] table;

    SoftmaxLookup(Tensor input, Tensor output) {
        this.input = input;
        this.output = output;
        this.table = SoftmaxTable.of(input.quantization());
    }

    @Override
    public void run(byte[][] activations) {
        Shape shape = input.shape();
        for (int at = 0; at < shape.size(); at += shape.channels()) {
            pixel(activations[input.id()], activations[output.id()], at, shape.channels());
        }
    }

    private void pixel(byte[] from, byte[] to, int at, int channels) {
        int largest = Byte.MIN_VALUE;
        for (int c = 0; c < channels; c++) {
            largest = Math.max(largest, from[at + c]);
        }
        int offset = SoftmaxTable.ENTRIES - 1 - largest;
        float sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += table[offset + from[at + c]];
        }
        float inverse = 1f / (sum * SCALE);
        for (int c = 0; c < channels; c++) {
            float share = table[offset + from[at + c]] * inverse;
            to[at + c] = (byte) Math.min(Byte.MAX_VALUE, roundHalfUp(share) + ZERO_POINT);
        }
    }

    /** Adding 0.5 first would round 0.49999997f up. */
    private static int roundHalfUp(float positive) {
        int whole = (int) positive;
        return positive - whole >= 0.5f ? whole + 1 : whole;
    }
}
