package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.ChannelMultipliers;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.rig.measure.Bytes;

/**
 * Layers as TensorFlow Lite 2.6.2 runs them on x86-64: convolutions and dense layers round once, and MEAN multiplies before
 * it divides; all others are its reference kernels' equals.
 *
 * <p>Sources: {@code ruy/apply_multiplier.cc}, to which {@code cpu_backend_gemm} hands matrix products; {@code
 * reference/integer_ops/mean.h} before 2.13.
 */
public final class OptimizedOperators extends Operators {
    private final Network network;

    private OptimizedOperators(Network network) {
        super(network, Rounding.DOUBLE);
        this.network = network;
    }

    /** The output of one inference. */
    public static Bytes run(Network network, Bytes input) {
        return new ReferenceExecutor(network, new OptimizedOperators(network)).run(input);
    }

    @Override
    public Operator conv2d(Layer.Conv2d layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization once = new Requantization(
                layer.weights(),
                ChannelMultipliers.ofConvolution(input.quantization(), layer.weights(), output.quantization()),
                OptimizedOperators::applyOnce,
                output.quantization().zeroPoint(),
                layer.range());
        return new Convolution(input, output, layer.window(), layer.weights().values(), once);
    }

    @Override
    public Operator fullyConnected(Layer.FullyConnected layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization once = new Requantization(
                layer.weights(),
                ChannelMultipliers.ofFullyConnected(input.quantization(), layer.weights(), output.quantization()),
                OptimizedOperators::applyOnce,
                output.quantization().zeroPoint(),
                layer.range());
        return new Dense(input, output, layer.weights().values(), once);
    }

    @Override
    public Operator mean(Layer.Mean layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        int channels = output.shape().size();
        int count = input.shape().size() / channels;
        Multiplier multiplier = Multiplier.of(
                (double) input.quantization().scale() / output.quantization().scale());
        return activations -> {
            for (int channel = 0; channel < channels; channel++) {
                int sum = -count * input.quantization().zeroPoint();
                for (int at = channel; at < input.shape().size(); at += channels) {
                    sum += activations[input.id()][at];
                }
                int mean = divide(multiplier.apply(sum), count)
                        + output.quantization().zeroPoint();
                activations[output.id()][channel] = Requantization.clamp(mean, ActivationRange.NONE);
            }
        };
    }

    /** Half up, with all bits of the mantissa. */
    private static int applyOnce(Multiplier multiplier, int accumulator) {
        int shift = 31 - multiplier.shift();
        return (int) (((long) accumulator * multiplier.mantissa() + (1L << (shift - 1))) >> shift);
    }

    private static int divide(int sum, int count) {
        return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
    }
}
