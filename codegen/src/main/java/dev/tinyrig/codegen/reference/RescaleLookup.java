package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Rescaling;
import dev.tinyrig.codegen.network.Tensor;

/** A value's place in another quantization; there are only 256 values, so it is looked up. */
final class RescaleLookup implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final byte[] table = new byte[256];

    RescaleLookup(Tensor input, Tensor output, ActivationRange range) {
        this.input = input;
        this.output = output;
        Multiplier multiplier = Rescaling.of(input.quantization(), output.quantization());
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            int scaled = multiplier.apply(value - input.quantization().zeroPoint());
            table[value - Byte.MIN_VALUE] =
                    Requantization.clamp(scaled + output.quantization().zeroPoint(), range);
        }
    }

    @Override
    public void run(byte[][] activations) {
        byte[] from = activations[input.id()];
        byte[] to = activations[output.id()];
        for (int i = 0; i < to.length; i++) {
            to[i] = table[from[i] - Byte.MIN_VALUE];
        }
    }
}
