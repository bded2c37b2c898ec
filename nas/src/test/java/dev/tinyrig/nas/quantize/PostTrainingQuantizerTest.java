package dev.tinyrig.nas.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.Patterns;
import dev.tinyrig.rig.measure.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostTrainingQuantizerTest {
    private final List<Example> examples = Patterns.features().test();
    private final SearchSpace space = KeywordSpaces.tiny();
    private final NetworkPlan plan = space.plan(space.largest());
    private final FloatNetwork network = RandomNetworks.network(plan, 1);

    @Test
    void int8ProbabilitiesAreCloseToFloat() {
        Network quantized = PostTrainingQuantizer.quantize(network, examples.subList(0, 32));
        ReferenceExecutor int8 = new ReferenceExecutor(quantized);
        FloatExecutor real = new FloatExecutor(network);

        double worst = 0;
        for (Example example : examples) {
            byte[] output = int8.run(Bytes.of(example.features())).toArray();
            float[] expected = real.probabilities(example.features());
            for (int c = 0; c < output.length; c++) {
                worst = Math.max(worst, Math.abs((output[c] + 128) / 256f - expected[c]));
            }
        }

        assertThat(worst).isLessThan(0.15);
    }

    @Test
    void everyLayerIsCloseToFloat() {
        Network quantized = PostTrainingQuantizer.quantize(network, examples);
        Example example = examples.get(5);

        List<float[]> real = new FloatExecutor(network).activations(Mfcc.INPUT.real(example.features()));
        var trace = new ReferenceExecutor(quantized).trace(Bytes.of(example.features()));

        assertThat(trace).hasSize(real.size() - 1);
        for (int i = 0; i < trace.size(); i++) {
            int output = trace.get(i).layer().output();
            Quantization quantization = quantized.tensor(output).quantization();
            double error = meanError(trace.get(i).values().toArray(), quantization, real.get(output));
            assertThat(error)
                    .as("mean error of %s in steps", trace.get(i).layer().name())
                    .isLessThan(4);
        }
    }

    private static double meanError(byte[] output, Quantization quantization, float[] real) {
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            double value = (output[i] - quantization.zeroPoint()) * (double) quantization.scale();
            sum += Math.abs(value - real[i]) / quantization.scale();
        }
        return sum / output.length;
    }

    @Test
    void keepsTheFixedQuantizations() {
        Network quantized = PostTrainingQuantizer.quantize(network, examples.subList(0, 8));

        assertThat(quantized.inputTensor().quantization()).isEqualTo(Mfcc.INPUT.quantization());
        assertThat(quantized.outputTensor().quantization()).isEqualTo(new Quantization(1f / 256, -128));
        for (Layer layer : quantized.layers()) {
            if (layer instanceof Layer.AveragePool pool) {
                assertThat(quantized.tensor(pool.output()).quantization())
                        .isEqualTo(quantized.tensor(pool.input()).quantization());
            }
        }
    }

    @Test
    void fusesReluIntoTheActivationRange() {
        Network quantized = PostTrainingQuantizer.quantize(network, examples.subList(0, 8));

        Layer.Conv2d stem = (Layer.Conv2d) quantized.layers().get(0);

        assertThat(quantized.tensor(stem.output()).quantization().zeroPoint()).isEqualTo(-128);
        assertThat(stem.range().min()).isEqualTo(-128);
        assertThat(stem.range().max()).isEqualTo(127);
    }

    @Test
    void weightsReachTheEndsOfInt8AndComeBackWithinHalfAStep() {
        Network quantized = PostTrainingQuantizer.quantize(network, examples.subList(0, 8));

        Layer.Conv2d stem = (Layer.Conv2d) quantized.layers().get(0);
        byte[] values = stem.weights().values();
        int perChannel = values.length / stem.weights().outputChannels();
        for (int i = 0; i < values.length; i++) {
            float scale = stem.weights().scales()[i / perChannel];
            assertThat(values[i] * scale).isCloseTo(network.stem().weights()[i], within(0.501f * scale));
        }
        for (int c = 0; c < stem.weights().outputChannels(); c++) {
            byte[] channel = Arrays.copyOfRange(values, c * perChannel, (c + 1) * perChannel);
            assertThat(largest(channel)).isEqualTo(127);
        }
    }

    private static int largest(byte[] values) {
        int largest = 0;
        for (byte value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void deadChannelKeepsItsBias() {
        Kernel stem = network.stem();
        float[] weights = stem.weights().clone();
        float[] bias = stem.bias().clone();
        Arrays.fill(weights, 0, weights.length / bias.length, 0);
        bias[0] = 3;
        FloatNetwork dead = new FloatNetwork(plan, new Kernel(weights, bias), network.blocks(), network.classifier());

        Network quantized = PostTrainingQuantizer.quantize(dead, examples.subList(0, 8));

        Layer.Conv2d layer = (Layer.Conv2d) quantized.layers().get(0);
        double real = (double) layer.weights().bias()[0]
                * layer.weights().scales()[0]
                * Mfcc.INPUT.quantization().scale();
        assertThat(real).isCloseTo(3, within(1e-4));
    }

    @Test
    void sameInputSameNetwork() {
        Network once = PostTrainingQuantizer.quantize(network, examples.subList(0, 8));
        Network again = PostTrainingQuantizer.quantize(network, examples.subList(0, 8));

        assertThat(again.tensors()).isEqualTo(once.tensors());
    }

    @Test
    void needsExamplesToCalibrate() {
        assertThatThrownBy(() -> PostTrainingQuantizer.quantize(network, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantization needs examples to calibrate with");
    }

    @Test
    void rangeAlwaysHoldsZero() {
        Range range = Range.ZERO.including(new float[] {3, 5});

        assertThat(range).isEqualTo(new Range(0, 5));
        assertThat(range.quantization()).isEqualTo(new Quantization(5f / 255, -128));
    }
}
