package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Pool2DOptions;

/** Convolutions and pools. */
final class WindowConverters {
    /** More than any target has flash. */
    private static final int MOST_SPREAD_BYTES = 1 << 22;

    private WindowConverters() {}

    /** Where a convolution reads, with the border that it takes in. */
    private record Source(int tensor, Window window) {}

    static void conv2d(FileOperator operator, Assembly assembly) {
        Conv2DOptions options = operator.options(BuiltinOptions.Conv2DOptions, new Conv2DOptions());
        requireNoDilation(options.dilationHFactor(), options.dilationWFactor());
        FileTensor filter = filter(operator, assembly);
        List<Integer> sides = filter.sides();
        Shape from = assembly.file(operator.input(0)).shape();
        if (sides.get(3) != from.channels()) {
            throw new TfliteException(
                    "is a grouped convolution, %s over %s, which is not supported".formatted(filter, from));
        }
        Windows.Steps steps = new Windows.Steps(sides.get(1), sides.get(2), options.strideH(), options.strideW());
        Source source = source(operator, assembly, options.padding(), steps);
        Weights weights = FileWeights.of(filter, filter.bytes(), bias(operator, assembly), 0);
        addConv(operator, assembly, source, weights, options.fusedActivationFunction());
    }

    /** With a multiplier it becomes an ordinary convolution, whose weights are 0 for all other channels. */
    static void depthwise(FileOperator operator, Assembly assembly) {
        DepthwiseConv2DOptions options =
                operator.options(BuiltinOptions.DepthwiseConv2DOptions, new DepthwiseConv2DOptions());
        requireNoDilation(options.dilationHFactor(), options.dilationWFactor());
        FileTensor filter = filter(operator, assembly);
        int channels = filter.sides().get(3);
        int from = assembly.file(operator.input(0)).shape().channels();
        if (filter.sides().get(0) != 1 || channels % from != 0) {
            throw new TfliteException("makes %d channels of %d with %s, which no depth multiplier does"
                    .formatted(channels, from, filter));
        }
        Windows.Steps steps =
                new Windows.Steps(filter.sides().get(1), filter.sides().get(2), options.strideH(), options.strideW());
        Source source = source(operator, assembly, options.padding(), steps);
        if (from != channels) {
            byte[] values = spread(filter.bytes(), channels, from);
            Weights weights = FileWeights.of(filter, values, bias(operator, assembly), 3);
            addConv(operator, assembly, source, weights, options.fusedActivationFunction());
            return;
        }
        Weights weights = FileWeights.of(filter, filter.bytes(), bias(operator, assembly), 3);
        FileTensor written = assembly.file(operator.output());
        ActivationRange range = Activation.range(options.fusedActivationFunction(), written.quantization());
        String name = assembly.name(operator);
        assembly.add(
                operator,
                written,
                id -> new Layer.DepthwiseConv2d(name, source.tensor(), id, source.window(), weights, range));
    }

    private static void addConv(
            FileOperator operator, Assembly assembly, Source source, Weights weights, byte function) {
        FileTensor written = assembly.file(operator.output());
        ActivationRange range = Activation.range(function, written.quantization());
        String name = assembly.name(operator);
        assembly.add(
                operator, written, id -> new Layer.Conv2d(name, source.tensor(), id, source.window(), weights, range));
    }

    static void maxPool(FileOperator operator, Assembly assembly) {
        Pool2DOptions options = operator.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
        Window window = poolWindow(operator, assembly, options);
        int input = assembly.plain(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        ActivationRange range = Activation.range(options.fusedActivationFunction(), written.quantization());
        String name = assembly.name(operator);
        assembly.add(operator, written, id -> new Layer.MaxPool(name, input, id, window, range));
    }

    /** An activation of its own clamps behind the average, as TensorFlow Lite does. */
    static void averagePool(FileOperator operator, Assembly assembly) {
        Pool2DOptions options = operator.options(BuiltinOptions.Pool2DOptions, new Pool2DOptions());
        Window window = poolWindow(operator, assembly, options);
        int input = assembly.plain(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        String name = assembly.name(operator);
        if (options.fusedActivationFunction() == ActivationFunctionType.NONE) {
            assembly.add(operator, written, id -> new Layer.AveragePool(name, input, id, window));
            return;
        }
        Quantization quantization = written.quantization();
        ActivationRange range = Activation.range(options.fusedActivationFunction(), quantization);
        int average = assembly.between(written.shape(), quantization);
        assembly.add(new Layer.AveragePool(name, input, average, window));
        assembly.add(operator, written, id -> new Layer.Rescale(name + "_clamp", average, id, range));
    }

    private static Window poolWindow(FileOperator operator, Assembly assembly, Pool2DOptions options) {
        Windows.Steps steps =
                new Windows.Steps(options.filterHeight(), options.filterWidth(), options.strideH(), options.strideW());
        Shape from = assembly.file(operator.input(0)).shape();
        Windows.requireOutput(
                options.padding(), from, steps, assembly.file(operator.output()).shape());
        return Windows.of(options.padding(), from, steps);
    }

    /** A border is taken in where the kernel reaches over all of it. */
    private static Source source(FileOperator operator, Assembly assembly, byte padding, Windows.Steps steps) {
        int file = operator.input(0);
        Shape from = assembly.file(file).shape();
        Shape to = assembly.file(operator.output()).shape();
        Windows.requireOutput(padding, from, steps, to);
        Window window = Windows.of(padding, from, steps);
        View view = assembly.bordered(file);
        Window within = Windows.within(window, view.border());
        return Windows.touch(within, assembly.tensor(view.tensor()).shape(), to)
                ? new Source(view.tensor(), within)
                : new Source(assembly.plain(file), window);
    }

    private static FileTensor filter(FileOperator operator, Assembly assembly) {
        FileTensor filter = assembly.file(operator.input(1));
        if (filter.sides().size() != 4) {
            throw new TfliteException("has %s as its filter, which has not 4 sides".formatted(filter));
        }
        filter.size();
        return filter;
    }

    static Optional<FileTensor> bias(FileOperator operator, Assembly assembly) {
        boolean given = operator.inputs().size() > 2 && operator.input(2) >= 0;
        return given ? Optional.of(assembly.file(operator.input(2))) : Optional.empty();
    }

    /**
     * From [row][column][channel] to [channel][row][column][input channel], where each input channel has as many output
     * channels of its own, one after the other.
     */
    static byte[] spread(byte[] values, int channels, int inputs) {
        int taps = values.length / channels;
        long count = (long) values.length * inputs;
        if (count > MOST_SPREAD_BYTES) {
            throw new TfliteException("would need %d weights as an ordinary convolution of %d channels to %d, above %d"
                    .formatted(count, inputs, channels, MOST_SPREAD_BYTES));
        }
        byte[] spread = new byte[(int) count];
        for (int i = 0; i < values.length; i++) {
            int channel = i % channels;
            spread[(channel * taps + i / channels) * inputs + channel * inputs / channels] = values[i];
        }
        return spread;
    }

    private static void requireNoDilation(int height, int width) {
        if (height != 1 || width != 1) {
            throw new TfliteException("has a dilation of %dx%d; only 1 is supported".formatted(height, width));
        }
    }
}
