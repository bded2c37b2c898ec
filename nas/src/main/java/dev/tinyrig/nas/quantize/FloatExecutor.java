package dev.tinyrig.nas.quantize;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Runs a float network in plain Java, and shows every activation: what calibration looks at. */
public final class FloatExecutor {
    private final Input input;
    private final List<FloatLayer> layers;
    private final List<float[]> weights;

    public FloatExecutor(FloatNetwork network) {
        this.input = network.plan().input();
        this.layers = FloatLayer.of(network);
        this.weights = layers.stream().map(FloatExecutor::inputMajor).toList();
    }

    /** Output channels last, so that the innermost loop runs over them and the JIT can use vector instructions. */
    private static float[] inputMajor(FloatLayer layer) {
        boolean dense = layer.kind() == FloatLayer.Kind.CONVOLUTION || layer.kind() == FloatLayer.Kind.DENSE;
        if (!dense) {
            return layer.kernels().isEmpty() ? new float[0] : layer.kernel().weights();
        }
        Kernel kernel = layer.kernel();
        int outputs = kernel.bias().length;
        int inputs = kernel.weights().length / outputs;
        float[] transposed = new float[kernel.weights().length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                transposed[i * outputs + o] = kernel.weights()[o * inputs + i];
            }
        }
        return transposed;
    }

    /** The class a network finds in an example. */
    public int classify(Example example) {
        float[] probabilities = probabilities(example.features());
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }

    /** The network's output for int8 features. */
    public float[] probabilities(byte[] features) {
        List<float[]> activations = activations(input.real(features));
        return activations.get(activations.size() - 1);
    }

    /** Share of the examples that the network classifies rightly. */
    public double accuracy(List<Example> examples) {
        return examples.parallelStream()
                        .filter(example -> classify(example) == example.label())
                        .count()
                / (double) examples.size();
    }

    /** Every tensor: the input, then each layer's output. */
    List<float[]> activations(float[] input) {
        List<float[]> tensors = new ArrayList<>(List.of(input));
        for (int i = 0; i < layers.size(); i++) {
            tensors.add(output(layers.get(i), weights.get(i), tensors));
        }
        return tensors;
    }

    private static float[] output(FloatLayer layer, float[] weights, List<float[]> tensors) {
        float[] input = tensors.get(layer.inputs().get(0));
        float[] output =
                switch (layer.kind()) {
                    case CONVOLUTION, DENSE -> convolution(layer, weights, input);
                    case DEPTHWISE -> depthwise(layer, weights, input);
                    case ADD -> sum(input, tensors.get(layer.inputs().get(1)));
                    case AVERAGE_POOL -> average(input, layer.outputShape().channels());
                    case SOFTMAX -> softmax(input);
                };
        if (layer.relu()) {
            for (int i = 0; i < output.length; i++) {
                output[i] = Math.max(0, output[i]);
            }
        }
        return output;
    }

    /** What is added up for one pair of an output position and the input position under a kernel element. */
    private interface Tap {
        void add(int outputAt, int inputAt, int kernelElement);
    }

    private static void forEachTap(FloatLayer layer, Tap tap) {
        Shape in = layer.inputShape();
        Shape out = layer.outputShape();
        Window window = layer.window();
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                int outputAt = (y * out.width() + x) * out.channels();
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    int row = y * window.strideHeight() - window.padTop() + ky;
                    for (int kx = 0; kx < window.kernelWidth(); kx++) {
                        int column = x * window.strideWidth() - window.padLeft() + kx;
                        if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                            int inputAt = (row * in.width() + column) * in.channels();
                            tap.add(outputAt, inputAt, ky * window.kernelWidth() + kx);
                        }
                    }
                }
            }
        }
    }

    private static float[] convolution(FloatLayer layer, float[] weights, float[] input) {
        float[] output = biases(layer);
        int inputs = layer.inputShape().channels();
        int outputs = layer.outputShape().channels();
        forEachTap(layer, (outputAt, inputAt, element) -> {
            for (int i = 0; i < inputs; i++) {
                multiplyAdd(output, outputAt, weights, (element * inputs + i) * outputs, input[inputAt + i], outputs);
            }
        });
        return output;
    }

    private static void multiplyAdd(
            float[] output, int outputAt, float[] weights, int weightsAt, float factor, int count) {
        for (int o = 0; o < count; o++) {
            output[outputAt + o] += factor * weights[weightsAt + o];
        }
    }

    private static float[] depthwise(FloatLayer layer, float[] weights, float[] input) {
        float[] output = biases(layer);
        int channels = layer.outputShape().channels();
        forEachTap(layer, (outputAt, inputAt, element) -> {
            for (int c = 0; c < channels; c++) {
                output[outputAt + c] += input[inputAt + c] * weights[element * channels + c];
            }
        });
        return output;
    }

    private static float[] biases(FloatLayer layer) {
        float[] bias = layer.kernel().bias();
        float[] output = new float[layer.outputShape().size()];
        for (int at = 0; at < output.length; at += bias.length) {
            System.arraycopy(bias, 0, output, at, bias.length);
        }
        return output;
    }

    private static float[] sum(float[] left, float[] right) {
        float[] output = left.clone();
        for (int i = 0; i < output.length; i++) {
            output[i] += right[i];
        }
        return output;
    }

    private static float[] average(float[] input, int channels) {
        float[] output = new float[channels];
        for (int i = 0; i < input.length; i++) {
            output[i % channels] += input[i];
        }
        for (int c = 0; c < channels; c++) {
            output[c] *= (float) channels / input.length;
        }
        return output;
    }

    private static float[] softmax(float[] input) {
        float max = input[0];
        for (float logit : input) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        double[] powers = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            powers[i] = Math.exp(input[i] - max);
            sum += powers[i];
        }
        float[] output = new float[input.length];
        for (int i = 0; i < output.length; i++) {
            output[i] = (float) (powers[i] / sum);
        }
        return output;
    }
}
