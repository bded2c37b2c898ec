package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.Padding;

/** Writes a network as an int8 model that TensorFlow Lite runs with the same bytes for every layer. */
public final class TfliteWriter implements Layer.Visitor<Layer> {
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
        Window window = layer.window();
        Sliding sliding = sliding(layer, window);
        List<Integer> sides = List.of(
                shape(layer.output()).channels(),
                window.kernelHeight(),
                window.kernelWidth(),
                shape(layer.input()).channels());
        Filter filter = new Filter(sides, layer.weights(), 0);
        byte function = function(layer, layer.range());
        return weighted(layer, sliding.input(), filter, Operation.conv2d(sliding.padding(), window, function));
    }

    @Override
    public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Window window = layer.window();
        Sliding sliding = sliding(layer, window);
        List<Integer> sides = List.of(
                1,
                window.kernelHeight(),
                window.kernelWidth(),
                shape(layer.input()).channels());
        Filter filter = new Filter(sides, layer.weights(), 3);
        byte function = function(layer, layer.range());
        return weighted(layer, sliding.input(), filter, Operation.depthwiseConv2d(sliding.padding(), window, function));
    }

    @Override
    public Layer fullyConnected(Layer.FullyConnected layer) {
        List<Integer> sides =
                List.of(shape(layer.output()).size(), shape(layer.input()).size());
        Filter filter = new Filter(sides, layer.weights(), 0);
        int input = indices[layer.input()];
        vectors.add(layer.output());
        return weighted(layer, input, filter, Operation.fullyConnected(function(layer, layer.range())));
    }

    @Override
    public Layer add(Layer.Add layer) {
        return plain(layer, Operation.add(function(layer, layer.range())));
    }

    @Override
    public Layer averagePool(Layer.AveragePool layer) {
        return plain(layer, Operation.averagePool(namedPadding(layer, layer.window()), layer.window()));
    }

    @Override
    public Layer maxPool(Layer.MaxPool layer) {
        byte function = function(layer, layer.range());
        return plain(layer, Operation.maxPool(namedPadding(layer, layer.window()), layer.window(), function));
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
        return plain(layer, Operation.softmax());
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
        return operator(layer, List.of(indices[layer.input()], constant), Operation.mean());
    }

    @Override
    public Layer rescale(Layer.Rescale layer) {
        return plain(layer, Operation.rescale(function(layer, layer.range())));
    }

    @Override
    public Layer pad(Layer.Pad layer) {
        Shape from = shape(layer.input());
        Shape to = shape(layer.output());
        int bottom = to.height() - from.height() - layer.top();
        int right = to.width() - from.width() - layer.left();
        int paddings = paddings(layer, new int[] {0, 0, layer.top(), bottom, layer.left(), right, 0, 0});
        return operator(layer, List.of(indices[layer.input()], paddings), Operation.pad());
    }

    @Override
    public Layer reshape(Layer.Reshape layer) {
        int[] sides = sides(shape(layer.output()));
        int constant = file.constant(layer.name() + "/shape", new int[] {sides.length}, sides);
        return operator(layer, List.of(indices[layer.input()], constant), Operation.reshape());
    }

    @Override
    public Layer concatenation(Layer.Concatenation layer) {
        return plain(layer, Operation.concatenation(layer.axis()));
    }

    /** Weights as the file has them. */
    private record Filter(List<Integer> sides, Weights weights, int channelSide) {}

    private Layer weighted(Layer layer, int input, Filter filter, Operation operation) {
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
        return operator(layer, List.of(input, weights, biases), operation);
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

    /** An operator without constants; what keeps its input's shape keeps the number of its sides. */
    private Layer plain(Layer layer, Operation operation) {
        boolean vector = layer.inputs().stream().allMatch(vectors::contains);
        if (vector && shape(layer.inputs().get(0)).equals(shape(layer.output()))) {
            vectors.add(layer.output());
        }
        return operator(layer, layer.inputs().stream().map(id -> indices[id]).toList(), operation);
    }

    private Layer operator(Layer layer, List<Integer> inputs, Operation operation) {
        int output = declare(network.tensor(layer.output()), layer.name());
        file.operator(operation, array(inputs), output);
        return layer;
    }

    private int declare(Tensor tensor, String name) {
        int[] sides =
                vectors.contains(tensor.id()) ? new int[] {1, tensor.shape().channels()} : sides(tensor.shape());
        indices[tensor.id()] = file.activation(name, sides, tensor.quantization());
        return indices[tensor.id()];
    }

    /** The file's tensor that a convolution reads, and its padding. */
    private record Sliding(int input, byte padding) {}

    /** Padding that TensorFlow Lite has no name for becomes an operator of its own. */
    private Sliding sliding(Layer layer, Window window) {
        LaidWindows windows = laid(layer, window);
        int input = layer.inputs().get(0);
        Optional<Byte> named = windows.padding();
        if (named.isPresent()) {
            return new Sliding(indices[input], named.get());
        }
        require(layer, windows.fillThePadded(), "leaves out windows at the end: " + window);
        int[] sides = {0, 0, window.padTop(), windows.below(), window.padLeft(), windows.right(), 0, 0};
        int paddings = paddings(layer, sides);
        int whole = file.activation(layer.name() + "/padded", sides(windows.padded()), quantization(input));
        file.operator(Operation.pad(), new int[] {indices[input], paddings}, whole);
        return new Sliding(whole, Padding.VALID);
    }

    private byte namedPadding(Layer layer, Window window) {
        Optional<Byte> padding = laid(layer, window).padding();
        require(layer, padding.isPresent(), "pads its pool neither as SAME nor as VALID: " + window);
        return padding.orElseThrow();
    }

    private LaidWindows laid(Layer layer, Window window) {
        return new LaidWindows(shape(layer.inputs().get(0)), window, shape(layer.output()));
    }

    /** Before and after each side. */
    private int paddings(Layer layer, int[] sides) {
        return file.constant(layer.name() + "/paddings", new int[] {4, 2}, sides);
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
