package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Quantization;
import org.tensorflow.lite.schema.ActivationFunctionType;

/** The bounds of an activation function in quantized terms, as TensorFlow Lite's CalculateActivationRangeQuantized. */
final class Activation {
    private Activation() {}

    /**
     * @param function an {@link ActivationFunctionType}
     * @param output of the tensor that is clamped
     */
    static ActivationRange range(byte function, Quantization output) {
        return switch (function) {
            case ActivationFunctionType.NONE -> ActivationRange.NONE;
            case ActivationFunctionType.RELU -> new ActivationRange(quantized(0, output), Byte.MAX_VALUE);
            case ActivationFunctionType.RELU6 -> new ActivationRange(quantized(0, output), quantized(6, output));
            case ActivationFunctionType.RELU_N1_TO_1 ->
                new ActivationRange(quantized(-1, output), quantized(1, output));
            default ->
                throw new TfliteException(
                        "has a fused activation that is not supported, number %d; supported are ".formatted(function)
                                + "NONE, RELU, RELU6 and RELU_N1_TO_1");
        };
    }

    private static int quantized(int real, Quantization output) {
        float steps = real / output.scale();
        float rounded = (float) Math.copySign(Math.floor(Math.abs((double) steps) + 0.5), steps);
        double place = (double) rounded + output.zeroPoint();
        return (int) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, place));
    }
}
