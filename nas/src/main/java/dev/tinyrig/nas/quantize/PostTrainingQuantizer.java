package dev.tinyrig.nas.quantize;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Turns a float network into int8 by what its activations are over calibration examples: TFLite's scheme, with per-channel
 * weights and asymmetric activations, whose ranges are those of least error.
 */
public final class PostTrainingQuantizer {
    private static final int MAX_WEIGHT = 127;

    /** Largest bias that a weight scale is allowed to make: leaves room for the sum of products in int32. */
    private static final double MAX_BIAS = 1 << 28;

    private final FloatNetwork network;
    private final List<FloatLayer> layers;

    private PostTrainingQuantizer(FloatNetwork network) {
        this.network = network;
        this.layers = FloatLayer.of(network);
    }

    /** The int8 network; a few dozen examples are enough to calibrate. */
    public static Network quantize(FloatNetwork network, List<Example> calibration) {
        if (calibration.isEmpty()) {
            throw new IllegalArgumentException("quantization needs examples to calibrate with");
        }
        return new PostTrainingQuantizer(network).quantized(calibration);
    }

    private Network quantized(List<Example> calibration) {
        List<Range> ranges = ranges(calibration);
        return Int8Layers.of(
                        network.plan().input(),
                        layers,
                        tensor -> ranges.get(tensor).quantization(),
                        PostTrainingQuantizer::weights)
                .network();
    }

    private static Weights weights(FloatLayer layer, Quantization input) {
        return layer.kind() == FloatLayer.Kind.DEPTHWISE ? columns(layer.kernel(), input) : rows(layer.kernel(), input);
    }

    private List<Range> ranges(List<Example> calibration) {
        List<Range> whole = new ArrayList<>(Collections.nCopies(layers.size() + 1, Range.ZERO));
        forActivations(
                calibration,
                (tensor, values) -> whole.set(tensor, whole.get(tensor).including(values)));
        List<Histogram> histograms = whole.stream().map(Histogram::new).toList();
        forActivations(calibration, (tensor, values) -> histograms.get(tensor).add(values));
        return histograms.stream().map(Histogram::leastError).toList();
    }

    private void forActivations(List<Example> calibration, BiConsumer<Integer, float[]> see) {
        FloatExecutor executor = new FloatExecutor(network);
        for (Example example : calibration) {
            List<float[]> activations =
                    executor.activations(network.plan().input().real(example.features()));
            for (int t = 0; t < activations.size(); t++) {
                see.accept(t, activations.get(t));
            }
        }
    }

    /** Weights of which each output channel is contiguous. */
    private static Weights rows(Kernel kernel, Quantization input) {
        return weights(kernel, input, kernel.weights().length / kernel.bias().length, 1);
    }

    /** Depthwise weights, of which the output channel is the innermost index. */
    private static Weights columns(Kernel kernel, Quantization input) {
        return weights(kernel, input, 1, kernel.bias().length);
    }

    /** Output channel c has its weights at {@code c * channelStep}, {@code c * channelStep + elementStep} and so on. */
    private static Weights weights(Kernel kernel, Quantization input, int channelStep, int elementStep) {
        int channels = kernel.bias().length;
        int perChannel = kernel.weights().length / channels;
        byte[] values = new byte[kernel.weights().length];
        float[] scales = new float[channels];
        int[] bias = new int[channels];
        for (int c = 0; c < channels; c++) {
            float largest = 0;
            for (int i = 0; i < perChannel; i++) {
                largest = Math.max(largest, Math.abs(kernel.weights()[c * channelStep + i * elementStep]));
            }
            scales[c] = scale(largest, kernel.bias()[c], input.scale());
            bias[c] = (int) Math.rint(kernel.bias()[c] / ((double) input.scale() * scales[c]));
            for (int i = 0; i < perChannel; i++) {
                int at = c * channelStep + i * elementStep;
                values[at] = (byte) Math.rint(kernel.weights()[at] / (double) scales[c]);
            }
        }
        return new Weights(values, scales, bias);
    }

    /** A channel that training let die has weights near 0 and still a bias, which must fit into int32. */
    private static float scale(float largest, float bias, float inputScale) {
        double forBias = Math.abs(bias) / (inputScale * MAX_BIAS);
        return (float) Math.max((double) largest / MAX_WEIGHT, Math.max(forBias, Float.MIN_NORMAL));
    }
}
