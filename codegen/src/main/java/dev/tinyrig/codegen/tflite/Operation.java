package dev.tinyrig.codegen.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Window;
import java.util.List;
import java.util.function.ToIntFunction;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;

/**
 * What an operator of a file does, in the words of the schema, whatever tensors it does it to.
 *
 * @param code a {@code BuiltinOperator}
 * @param version the first that takes int8
 * @param optionsType a {@code BuiltinOptions}
 * @param options writes them and answers their offset
 */
record Operation(int code, int version, byte optionsType, ToIntFunction<FlatBufferBuilder> options) {

    /** Which code an operator has and since when; all of a kind share an entry of the file. */
    record Kind(int code, int version) {}

    Kind kind() {
        return new Kind(code, version);
    }

    static Operation conv2d(byte padding, Window window, byte function) {
        return new Operation(
                BuiltinOperator.CONV_2D,
                3,
                BuiltinOptions.Conv2DOptions,
                b -> Conv2DOptions.createConv2DOptions(
                        b, padding, window.strideWidth(), window.strideHeight(), function, 1, 1));
    }

    static Operation depthwiseConv2d(byte padding, Window window, byte function) {
        return new Operation(
                BuiltinOperator.DEPTHWISE_CONV_2D,
                3,
                BuiltinOptions.DepthwiseConv2DOptions,
                b -> DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                        b, padding, window.strideWidth(), window.strideHeight(), 1, function, 1, 1));
    }

    static Operation fullyConnected(byte function) {
        return new Operation(
                BuiltinOperator.FULLY_CONNECTED,
                4,
                BuiltinOptions.FullyConnectedOptions,
                b -> FullyConnectedOptions.createFullyConnectedOptions(b, function, (byte) 0, false, false));
    }

    static Operation add(byte function) {
        return new Operation(
                BuiltinOperator.ADD,
                2,
                BuiltinOptions.AddOptions,
                b -> AddOptions.createAddOptions(b, function, false));
    }

    static Operation averagePool(byte padding, Window window) {
        return pool(BuiltinOperator.AVERAGE_POOL_2D, padding, window, ActivationFunctionType.NONE);
    }

    static Operation maxPool(byte padding, Window window, byte function) {
        return pool(BuiltinOperator.MAX_POOL_2D, padding, window, function);
    }

    private static Operation pool(int code, byte padding, Window window, byte function) {
        return new Operation(
                code,
                2,
                BuiltinOptions.Pool2DOptions,
                b -> Pool2DOptions.createPool2DOptions(
                        b,
                        padding,
                        window.strideWidth(),
                        window.strideHeight(),
                        window.kernelWidth(),
                        window.kernelHeight(),
                        function));
    }

    static Operation softmax() {
        return new Operation(
                BuiltinOperator.SOFTMAX,
                2,
                BuiltinOptions.SoftmaxOptions,
                b -> SoftmaxOptions.createSoftmaxOptions(b, 1));
    }

    /** Of what a second input names. */
    static Operation mean() {
        return new Operation(
                BuiltinOperator.MEAN,
                2,
                BuiltinOptions.ReducerOptions,
                b -> ReducerOptions.createReducerOptions(b, true));
    }

    static Operation concatenation(Axis axis) {
        int side = 1 + List.of(Axis.values()).indexOf(axis);
        return new Operation(
                BuiltinOperator.CONCATENATION,
                2,
                BuiltinOptions.ConcatenationOptions,
                b -> ConcatenationOptions.createConcatenationOptions(b, side, ActivationFunctionType.NONE));
    }

    /** By what a second input says. */
    static Operation pad() {
        return withoutOptions(BuiltinOperator.PAD, 2);
    }

    /** To what a second input says. */
    static Operation reshape() {
        return withoutOptions(BuiltinOperator.RESHAPE, 1);
    }

    /** Clamped, it is one of the activations, which rescale too. */
    static Operation rescale(byte function) {
        return switch (function) {
            case ActivationFunctionType.RELU -> withoutOptions(BuiltinOperator.RELU, 2);
            case ActivationFunctionType.RELU6 -> withoutOptions(BuiltinOperator.RELU6, 2);
            case ActivationFunctionType.RELU_N1_TO_1 -> withoutOptions(BuiltinOperator.RELU_N1_TO_1, 1);
            default -> withoutOptions(BuiltinOperator.QUANTIZE, 2);
        };
    }

    private static Operation withoutOptions(int code, int version) {
        return new Operation(code, version, BuiltinOptions.NONE, b -> 0);
    }
}
