package dev.tinyrig.codegen.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.tflite.FileBuilder.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;

/** Writes a network as an int8 model that TensorFlow Lite runs with the same bytes for every layer. */
public final class TfliteWriter implements Layer.Visitor<Layer> {
    private static final Kind CONV = new Kind(BuiltinOperator.CONV_2D, 3);
    private static final Kind DEPTHWISE = new Kind(BuiltinOperator.DEPTHWISE_CONV_2D, 3);
    private static final Kind DENSE = new Kind(BuiltinOperator.FULLY_CONNECTED, 4);
    private static final Kind ADD = new Kind(BuiltinOperator.ADD, 2);
    private static final Kind AVERAGE = new Kind(BuiltinOperator.AVERAGE_POOL_2D, 2);
    private static final Kind MAX = new Kind(BuiltinOperator.MAX_POOL_2D, 2);
    private static final Kind SOFTMAX = new Kind(BuiltinOperator.SOFTMAX, 2);
    private static final Kind PAD = new Kind(BuiltinOperator.PAD, 2);
    private static final Kind MEAN = new Kind(BuiltinOperator.MEAN, 2);
    private static final Kind QUANTIZE = new Kind(BuiltinOperator.QUANTIZE, 2);
    private static final Kind RESHAPE = new Kind(BuiltinOperator.RESHAPE, 1);
    private static final Kind CONCATENATION = new Kind(BuiltinOperator.CONCATENATION, 2);

    private static final byte[] FUNCTIONS = {
        ActivationFunctionType.NONE,
        ActivationFunctionType.RELU,
        ActivationFunctionType.RELU6,
        ActivationFunctionType.RELU_N1_TO_1
    };

    private final Network network;
    private final FileBuilder file = new FileBuilder();
    /** Index in the file by id in the network. */
    private final int[] indices;
    /** Tensors that have two sides in the file, as dense layers write them. */
    private final Set<Integer> vectors = new HashSet<>();

    private TfliteWriter(Network network) {
        this.network = network;
        this.indices = new int[network.tensors().size()];
    }

    /**
     * The bytes of the file; the same network gives the same bytes.
     *
     * @throws TfliteException if a layer computes what no operator does: which one, and why
     */
    public static byte[] write(Network network) {
        TfliteWriter writer = new TfliteWriter(network);
        writer.declare(network.inputTensor(), "input");
        network.layers().forEach(layer -> layer.accept(writer));
        int output = network.outputTensor().id();
        return writer.file.finish(network.name(), writer.indices[network.input()], writer.indices[output]);
    }

    @Override
    public Layer conv2d(Layer.Conv2d layer) {
        Shape from = shape(layer.input());
        Window window = layer.window();
        Sliding sliding = sliding(layer, layer.input(), window);
        List<Integer> sides =
                List.of(shape(layer.output()).channels(), window.kernelHeight(), window.kernelWidth(), from.channels());
        byte function = function(layer, layer.range());
        return weighted(
                layer,
                sliding.input(),
                CONV,
                new Filter(sides, layer.weights(), 0),
                BuiltinOptions.Conv2DOptions,
                b -> Conv2DOptions.createConv2DOptions(
                        b, sliding.padding(), window.strideWidth(), window.strideHeight(), function, 1, 1));
    }

    @Override
    public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Window window = layer.window();
        Sliding sliding = sliding(layer, layer.input(), window);
        List<Integer> sides = List.of(
                1,
                window.kernelHeight(),
                window.kernelWidth(),
                shape(layer.input()).channels());
        byte function = function(layer, layer.range());
        Filter filter = new Filter(sides, layer.weights(), 3);
        return weighted(
                layer,
                sliding.input(),
                DEPTHWISE,
                filter,
                BuiltinOptions.DepthwiseConv2DOptions,
                b -> DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                        b, sliding.padding(), window.strideWidth(), window.strideHeight(), 1, function, 1, 1));
    }

    @Override
    public Layer fullyConnected(Layer.FullyConnected layer) {
        List<Integer> sides =
                List.of(shape(layer.output()).size(), shape(layer.input()).size());
        byte function = function(layer, layer.range());
        Filter filter = new Filter(sides, layer.weights(), 0);
        int input = indices[layer.input()];
        vectors.add(layer.output());
        return weighted(
                layer,
                input,
                DENSE,
                filter,
                BuiltinOptions.FullyConnectedOptions,
                b -> FullyConnectedOptions.createFullyConnectedOptions(b, function, (byte) 0, false, false));
    }

    @Override
    public Layer add(Layer.Add layer) {
        byte function = function(layer, layer.range());
        return plain(layer, ADD, BuiltinOptions.AddOptions, b -> AddOptions.createAddOptions(b, function, false));
    }

    @Override
    public Layer averagePool(Layer.AveragePool layer) {
        return pool(layer, layer.window(), AVERAGE, ActivationFunctionType.NONE);
    }

    @Override
    public Layer maxPool(Layer.MaxPool layer) {
        return pool(layer, layer.window(), MAX, function(layer, layer.range()));
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
        return plain(layer, SOFTMAX, BuiltinOptions.SoftmaxOptions, b -> SoftmaxOptions.createSoftmaxOptions(b, 1));
    }

    @Override
    public Layer mean(Layer.Mean layer) {
        Shape to = shape(layer.output());
        List<Integer> axes = new ArrayList<>();
        if (to.height() == 1) {
            axes.add(1);
        }
        if (to.width() == 1) {
            axes.add(2);
        }
        require(layer, !axes.isEmpty(), "averages nothing");
        int constant = file.constant(layer.name() + "/axes", new int[] {axes.size()}, array(axes));
        return operator(
                layer,
                MEAN,
                List.of(indices[layer.input()], constant),
                BuiltinOptions.ReducerOptions,
                b -> ReducerOptions.createReducerOptions(b, true));
    }

    /** Clamped, it is one of the activations, which rescale too. */
    @Override
    public Layer rescale(Layer.Rescale layer) {
        Kind kind =
                switch (function(layer, layer.range())) {
                    case ActivationFunctionType.RELU -> new Kind(BuiltinOperator.RELU, 2);
                    case ActivationFunctionType.RELU6 -> new Kind(BuiltinOperator.RELU6, 2);
                    case ActivationFunctionType.RELU_N1_TO_1 -> new Kind(BuiltinOperator.RELU_N1_TO_1, 1);
                    default -> QUANTIZE;
                };
        return plain(layer, kind, BuiltinOptions.NONE, TfliteWriter::noOptions);
    }

    @Override
    public Layer pad(Layer.Pad layer) {
        Shape from = shape(layer.input());
        Shape to = shape(layer.output());
        int bottom = to.height() - from.height() - layer.top();
        int right = to.width() - from.width() - layer.left();
        int paddings = paddings(layer.name(), layer.top(), bottom, layer.left(), right);
        return operator(
                layer, PAD, List.of(indices[layer.input()], paddings), BuiltinOptions.NONE, TfliteWriter::noOptions);
    }

    @Override
    public Layer reshape(Layer.Reshape layer) {
        int[] sides = sides(shape(layer.output()));
        int constant = file.constant(layer.name() + "/shape", new int[] {sides.length}, sides);
        return operator(
                layer,
                RESHAPE,
                List.of(indices[layer.input()], constant),
                BuiltinOptions.NONE,
                TfliteWriter::noOptions);
    }

    @Override
    public Layer concatenation(Layer.Concatenation layer) {
        int axis = 1 + List.of(Axis.values()).indexOf(layer.axis());
        return plain(
                layer,
                CONCATENATION,
                BuiltinOptions.ConcatenationOptions,
                b -> ConcatenationOptions.createConcatenationOptions(b, axis, ActivationFunctionType.NONE));
    }

    private Layer pool(Layer layer, Window window, Kind kind, byte function) {
        Optional<Byte> padding = padding(layer, window);
        require(layer, padding.isPresent(), "pads its pool neither as SAME nor as VALID: " + window);
        return plain(
                layer,
                kind,
                BuiltinOptions.Pool2DOptions,
                b -> Pool2DOptions.createPool2DOptions(
                        b,
                        padding.orElseThrow(),
                        window.strideWidth(),
                        window.strideHeight(),
                        window.kernelWidth(),
                        window.kernelHeight(),
                        function));
    }

    /** Weights as the file has them. */
    private record Filter(List<Integer> sides, Weights weights, int channelSide) {}

    /** The file's tensor that a convolution reads, and its padding. */
    private record Sliding(int input, byte padding) {}

    private Layer weighted(
            Layer layer,
            int input,
            Kind kind,
            Filter filter,
            byte optionsType,
            ToIntFunction<FlatBufferBuilder> options) {
        float[] scales = shortened(filter.weights().scales());
        float[] biasScales = scales.clone();
        for (int i = 0; i < scales.length; i++) {
            biasScales[i] *= quantization(layer.inputs().get(0)).scale();
        }
        int weights = file.constant(
                layer.name() + "/weights",
                array(filter.sides()),
                filter.weights().values(),
                scales,
                filter.channelSide());
        int[] bias = filter.weights().bias();
        int biases = file.constant(layer.name() + "/bias", new int[] {bias.length}, bias, biasScales);
        return operator(layer, kind, List.of(input, weights, biases), optionsType, options);
    }

    /** One scale where all are equal. */
    private static float[] shortened(float[] scales) {
        for (float scale : scales) {
            if (scale != scales[0]) {
                return scales;
            }
        }
        return new float[] {scales[0]};
    }

    private static int noOptions(FlatBufferBuilder unused) {
        return 0;
    }

    /** An operator without constants; what keeps its input's shape keeps the number of its sides. */
    private Layer plain(Layer layer, Kind kind, byte optionsType, ToIntFunction<FlatBufferBuilder> options) {
        boolean vector = layer.inputs().stream().allMatch(vectors::contains);
        if (vector && shape(layer.inputs().get(0)).equals(shape(layer.output()))) {
            vectors.add(layer.output());
        }
        List<Integer> inputs = layer.inputs().stream().map(id -> indices[id]).toList();
        return operator(layer, kind, inputs, optionsType, options);
    }

    private Layer operator(
            Layer layer, Kind kind, List<Integer> inputs, byte optionsType, ToIntFunction<FlatBufferBuilder> options) {
        int output = declare(network.tensor(layer.output()), layer.name());
        file.operator(kind, array(inputs), output, optionsType, options);
        return layer;
    }

    private int declare(Tensor tensor, String name) {
        int[] sides =
                vectors.contains(tensor.id()) ? new int[] {1, tensor.shape().channels()} : sides(tensor.shape());
        indices[tensor.id()] = file.activation(name, sides, tensor.quantization());
        return indices[tensor.id()];
    }

    /** Padding that TensorFlow Lite has no name for becomes an operator of its own. */
    private Sliding sliding(Layer layer, int input, Window window) {
        Optional<Byte> named = padding(layer, window);
        if (named.isPresent()) {
            return new Sliding(indices[input], named.get());
        }
        Shape from = shape(input);
        Shape to = shape(layer.output());
        int bottom =
                (to.height() - 1) * window.strideHeight() + window.kernelHeight() - window.padTop() - from.height();
        int right = (to.width() - 1) * window.strideWidth() + window.kernelWidth() - window.padLeft() - from.width();
        Shape padded = new Shape(
                from.height() + window.padTop() + Math.max(0, bottom),
                from.width() + window.padLeft() + Math.max(0, right),
                from.channels());
        require(layer, fits(Padding.VALID, padded, window, to), "leaves out windows at the end: " + window);
        int paddings =
                paddings(layer.name(), window.padTop(), Math.max(0, bottom), window.padLeft(), Math.max(0, right));
        int whole = file.activation(layer.name() + "/padded", sides(padded), quantization(input));
        file.operator(PAD, new int[] {indices[input], paddings}, whole, BuiltinOptions.NONE, TfliteWriter::noOptions);
        return new Sliding(whole, Padding.VALID);
    }

    private Optional<Byte> padding(Layer layer, Window window) {
        Shape from = shape(layer.inputs().get(0));
        Shape to = shape(layer.output());
        for (byte padding : new byte[] {Padding.SAME, Padding.VALID}) {
            boolean same = Windows.of(padding, from, steps(window)).equals(window);
            if (same && fits(padding, from, window, to)) {
                return Optional.of(padding);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(byte padding, Shape from, Window window, Shape to) {
        return Windows.height(padding, from, steps(window)) == to.height()
                && Windows.width(padding, from, steps(window)) == to.width();
    }

    private static Windows.Steps steps(Window window) {
        return new Windows.Steps(
                window.kernelHeight(), window.kernelWidth(), window.strideHeight(), window.strideWidth());
    }

    private int paddings(String name, int top, int bottom, int left, int right) {
        return file.constant(name + "/paddings", new int[] {4, 2}, new int[] {0, 0, top, bottom, left, right, 0, 0});
    }

    private byte function(Layer layer, ActivationRange range) {
        Quantization output = quantization(layer.output());
        for (byte function : FUNCTIONS) {
            if (Activation.range(function, output).equals(range)) {
                return function;
            }
        }
        throw new TfliteException("layer %s clamps to %d..%d, which no activation does at %s"
                .formatted(layer.name(), range.min(), range.max(), output));
    }

    private static void require(Layer layer, boolean holds, String fault) {
        if (!holds) {
            throw new TfliteException("layer %s %s".formatted(layer.name(), fault));
        }
    }

    private Shape shape(int tensor) {
        return network.tensor(tensor).shape();
    }

    private Quantization quantization(int tensor) {
        return network.tensor(tensor).quantization();
    }

    private static int[] sides(Shape shape) {
        return new int[] {1, shape.height(), shape.width(), shape.channels()};
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
