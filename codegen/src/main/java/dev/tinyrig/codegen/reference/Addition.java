package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.AddScaling;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Tensor;

/** Sum of two tensors; each operand has only 256 values, so both rescalings are looked up. */
final class Addition implements Operator {
    private final Tensor left;
    private final Tensor right;
    private final Tensor output;
    private final int[] scaledLeft;
    private final int[] scaledRight;
    private final Multiplier multiplier;
    private final ActivationRange range;

    Addition(Tensor left, Tensor right, Tensor output, ActivationRange range) {
        AddScaling scaling = AddScaling.of(left.quantization(), right.quantization(), output.quantization());
        this.left = left;
        this.right = right;
        this.output = output;
        this.scaledLeft = scaled(left, scaling.left());
        this.scaledRight = scaled(right, scaling.right());
        this.multiplier = scaling.output();
        this.range = range;
    }

    private static int[] scaled(Tensor operand, Multiplier multiplier) {
        int[] table = new int[256];
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            int shifted = (value - operand.quantization().zeroPoint()) << AddScaling.LEFT_SHIFT;
            table[value - Byte.MIN_VALUE] = multiplier.apply(shifted);
        }
        return table;
    }

    @Override
    public void run(byte[][] activations) {
        byte[] from = activations[left.id()];
        byte[] other = activations[right.id()];
        byte[] to = activations[output.id()];
        int zeroPoint = output.quantization().zeroPoint();
        for (int i = 0; i < to.length; i++) {
            int sum = scaledLeft[from[i] - Byte.MIN_VALUE] + scaledRight[other[i] - Byte.MIN_VALUE];
            to[i] = Requantization.clamp(multiplier.apply(sum) + zeroPoint, range);
        }
    }
}
