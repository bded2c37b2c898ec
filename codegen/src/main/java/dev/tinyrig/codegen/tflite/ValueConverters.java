package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Weights;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.FullyConnectedOptionsWeightsFormat;
import org.tensorflow.lite.schema.SoftmaxOptions;
import org.tensorflow.lite.schema.TensorType;

/** Operators that compute values without windows, and those that change between number formats. */
final class ValueConverters {
    private static final int UNSIGNED_OFFSET = 128;

    private ValueConverters() {}

    static void fullyConnected(FileOperator operator, Assembly assembly) {
        FullyConnectedOptions options =
                operator.options(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptions());
        if (options.weightsFormat() != FullyConnectedOptionsWeightsFormat.DEFAULT) {
            throw new TfliteException("has shuffled weights, which is not supported");
        }
        FileTensor filter = assembly.file(operator.input(1));
        if (filter.sides().size() != 2
                || filter.sides().get(1) != assembly.file(operator.input(0)).size()) {
            throw new TfliteException("multiplies %s by %s; only a single vector is supported"
                    .formatted(assembly.file(operator.input(0)), filter));
        }
        int input = assembly.flat(operator.input(0));
        Weights weights = FileWeights.of(filter, filter.bytes(), WindowConverters.bias(operator, assembly), 0);
        FileTensor written = assembly.file(operator.output());
        ActivationRange range = Activation.range(options.fusedActivationFunction(), written.quantization());
        String name = assembly.name(operator);
        assembly.add(operator, written, id -> new Layer.FullyConnected(name, input, id, weights, range));
    }

    static void add(FileOperator operator, Assembly assembly) {
        byte function = operator.hasOptions()
                ? operator.options(BuiltinOptions.AddOptions, new AddOptions()).fusedActivationFunction()
                : 0;
        FileTensor written = assembly.file(operator.output());
        for (int i = 0; i < 2; i++) {
            FileTensor operand = assembly.file(operator.input(i));
            if (!operand.shape().equals(written.shape())) {
                throw new TfliteException("broadcasts %s to %s, which is not supported".formatted(operand, written));
            }
        }
        int left = assembly.plain(operator.input(0));
        int right = assembly.plain(operator.input(1));
        ActivationRange range = Activation.range(function, written.quantization());
        String name = assembly.name(operator);
        assembly.add(operator, written, id -> new Layer.Add(name, left, right, id, range));
    }

    static void softmax(FileOperator operator, Assembly assembly) {
        float beta = operator.options(BuiltinOptions.SoftmaxOptions, new SoftmaxOptions())
                .beta();
        if (beta != 1) {
            throw new TfliteException("has a beta of %s; only 1 is supported".formatted(beta));
        }
        int input = assembly.plain(operator.input(0));
        String name = assembly.name(operator);
        assembly.add(operator, assembly.file(operator.output()), id -> new Layer.Softmax(name, input, id));
    }

    /** Becomes part of the layer that it clamps, where that can take it in. */
    static Converter activation(byte function) {
        return (operator, assembly) -> {
            FileTensor written = assembly.file(operator.output());
            FileTensor read = assembly.file(operator.input(0));
            ActivationRange range = Activation.range(function, written.quantization());
            Optional<Layer> producer = read.quantization().equals(written.quantization())
                    ? assembly.soleProducer(read.index())
                    : Optional.empty();
            Optional<Layer> clamped = producer.flatMap(layer -> layer.accept(new Clamp(range)));
            if (clamped.isPresent()) {
                assembly.replace(producer.orElseThrow(), clamped.get(), read.index(), written.index());
                return;
            }
            rescale(operator, assembly, range);
        };
    }

    /** At the input it says what the bytes mean; between int8 tensors it rescales. */
    static void quantize(FileOperator operator, Assembly assembly) {
        FileTensor read = assembly.file(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        if (read.type() == TensorType.INT8 && written.type() == TensorType.INT8) {
            rescale(operator, assembly, ActivationRange.NONE);
        } else if (assembly.isGraphInput(read.index()) && written.type() == TensorType.INT8) {
            requireSameReals(read, written);
            assembly.input(written, read.type() == TensorType.UINT8);
        } else {
            leave(assembly, read, written);
        }
    }

    static void dequantize(FileOperator operator, Assembly assembly) {
        leave(assembly, assembly.file(operator.input(0)), assembly.file(operator.output()));
    }

    /** At the output the caller takes the int8 values. */
    private static void leave(Assembly assembly, FileTensor read, FileTensor written) {
        if (!assembly.isGraphOutput(written.index())) {
            throw new TfliteException(
                    "turns %s into %s within the network, which is not supported".formatted(read, written));
        }
        requireSameReals(written, read);
        assembly.end(read);
    }

    private static void requireSameReals(FileTensor outside, FileTensor inside) {
        boolean same =
                switch (outside.type()) {
                    case TensorType.FLOAT32 -> true;
                    case TensorType.UINT8 -> isShifted(outside, inside.quantization());
                    default -> false;
                };
        if (!same) {
            throw new TfliteException("turns between %s and %s, which is not supported".formatted(outside, inside));
        }
    }

    private static boolean isShifted(FileTensor outside, Quantization inside) {
        return outside.scales().equals(List.of(inside.scale()))
                && outside.zeroPoints().equals(List.of((long) inside.zeroPoint() + UNSIGNED_OFFSET));
    }

    private static void rescale(FileOperator operator, Assembly assembly, ActivationRange range) {
        int input = assembly.plain(operator.input(0));
        String name = assembly.name(operator);
        assembly.add(operator, assembly.file(operator.output()), id -> new Layer.Rescale(name, input, id, range));
    }
}
