package dev.tinyrig.codegen.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.rig.measure.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values worked out by hand. */
class ReferenceExecutorTest {
    private static final Quantization UNIT = new Quantization(1f, 0);

    @Test
    void convolvesWithZeroPointPadding() {
        // 3x1 picture (1, 2, 3) above its zero point 10; kernel rows (1, 10, 100), one row of padding on top.
        Weights weights = new Weights(bytes(1, 10, 100), new float[] {0.25f}, new int[] {4});
        Layer layer =
                new Layer.Conv2d("conv", 0, 1, new Window(3, 1, 1, 1, 1, 0), weights, new ActivationRange(-5, 100));
        Network network = network(
                new Shape(3, 1, 1), new Quantization(1f, 10), new Shape(3, 1, 1), new Quantization(1f, -5), layer);

        Bytes output = run(network, 11, 12, 13);

        // (4 + 10*1 + 100*2) / 4 = 53.5 -> 54; (4 + 1*1 + 10*2 + 100*3) / 4 = 81.25, which halving twice rounds to
        // 162.5 -> 163 and 81.5 -> 82; (4 + 1*2 + 10*3) / 4 = 9; then the zero point -5.
        assertThat(output).isEqualTo(Bytes.of(bytes(49, 77, 4)));
    }

    @Test
    void convolvesEveryInputChannelIntoEveryOutputChannel() {
        // Channel 0 = 2a + 3b, channel 1 = (a - b) / 2, half away from zero.
        Weights weights = new Weights(bytes(2, 3, 1, -1), new float[] {1f, 0.5f}, new int[] {0, 0});
        Layer layer = new Layer.Conv2d("conv", 0, 1, new Window(1, 1, 1, 1, 0, 0), weights, ActivationRange.NONE);
        Network network = network(new Shape(1, 2, 2), UNIT, new Shape(1, 2, 2), UNIT, layer);

        Bytes output = run(network, 5, 2, 50, -50);

        assertThat(output).isEqualTo(Bytes.of(bytes(16, 2, -50, 50)));
    }

    @Test
    void convolvesDepthwiseWithStride() {
        // Two channels, kernel 1x2, stride 2: channel 0 sums, channel 1 takes the difference.
        Weights weights = new Weights(bytes(1, 1, 1, -1), new float[] {1f, 1f}, new int[] {100, 0});
        Layer layer = new Layer.DepthwiseConv2d(
                "depthwise", 0, 1, new Window(1, 2, 1, 2, 0, 0), weights, ActivationRange.NONE);
        Network network = network(new Shape(1, 4, 2), UNIT, new Shape(1, 2, 2), UNIT, layer);

        Bytes output = run(network, 1, 10, 2, 20, 3, 30, 40, 40);

        assertThat(output).isEqualTo(Bytes.of(bytes(103, -10, 127, -10)));
    }

    @Test
    void addsAtTheLargerScale() {
        // 0.5 * (8 - 2) + 0.5 * (8 - 2) = 6; 6 / 0.25 + 1 = 25; the second: 0.5 * -3 * 2 = -3 -> -11.
        Layer layer = new Layer.Add("add", 0, 0, 1, new ActivationRange(-10, 127));
        Network network = network(
                new Shape(1, 1, 2), new Quantization(0.5f, 2), new Shape(1, 1, 2), new Quantization(0.25f, 1), layer);

        Bytes output = run(network, 8, -1);

        assertThat(output).isEqualTo(Bytes.of(bytes(25, -10)));
    }

    @Test
    void averagesWhatLiesInThePictureAndRoundsHalfAwayFromZero() {
        // Windows 1x2 with one column of padding: (1), (2, -5), (-8) of the columns 1 | 2 -5 | -8.
        Layer layer = new Layer.AveragePool("pool", 0, 1, new Window(1, 2, 1, 2, 0, 1));
        Network network = network(new Shape(1, 4, 1), UNIT, new Shape(1, 3, 1), UNIT, layer);

        Bytes output = run(network, 1, 2, -5, -8);

        assertThat(output).isEqualTo(Bytes.of(bytes(1, -2, -8)));
    }

    @Test
    void multipliesTheWholeInputInDenseLayers() {
        Weights weights = new Weights(bytes(1, 2, 3, 4, -1, -1, -1, -1), new float[] {0.5f, 0.5f}, new int[] {1, -1});
        Layer layer = new Layer.FullyConnected("dense", 0, 1, weights, ActivationRange.NONE);
        Network network = network(new Shape(2, 1, 2), UNIT, new Shape(1, 1, 2), UNIT, layer);

        Bytes output = run(network, 1, 1, 2, 2);

        // (1 + 1 + 2 + 6 + 8) / 2 = 9; (-1 - 6) / 2 = -3.5: the product rounds half up to -3.
        assertThat(output).isEqualTo(Bytes.of(bytes(9, -3)));
    }

    @Test
    void softmaxSharesOutOneTo256ths() {
        Layer layer = new Layer.Softmax("softmax", 0, 1);
        Network network = network(
                new Shape(1, 1, 3),
                new Quantization((float) Math.log(2), 0),
                new Shape(1, 1, 3),
                new Quantization(1f / 256, -128),
                layer);

        // Shares 1/2, 1/4, 1/4; and a certain answer, which saturates at 127.
        assertThat(run(network, 1, 0, 0)).isEqualTo(Bytes.of(bytes(0, -64, -64)));
        assertThat(run(network, 100, 0, -100)).isEqualTo(Bytes.of(bytes(127, -128, -128)));
    }

    @Test
    void largestOfWhatLiesInThePicture() {
        // Windows 1x2 with one column of padding: (-7), (-5, 2), (-8).
        Layer layer = new Layer.MaxPool("pool", 0, 1, new Window(1, 2, 1, 2, 0, 1), new ActivationRange(-7, 127));
        Network network = network(new Shape(1, 4, 1), UNIT, new Shape(1, 3, 1), UNIT, layer);

        assertThat(run(network, -7, -5, 2, -8)).isEqualTo(Bytes.of(bytes(-7, 2, -7)));
    }

    @Test
    void meanDividesTheFactorAndRoundsLast() {
        Layer layer = new Layer.Mean("mean", 0, 1);
        Network network = network(
                new Shape(2, 3, 1), new Quantization(1f, 1), new Shape(2, 1, 1), new Quantization(1f, -5), layer);

        // (1 + 2 + 4) / 3 = 2.33 -> 2; (-3 + -1 + -1) / 3 = -1.67 -> -2; then the zero point -5.
        assertThat(run(network, 2, 3, 5, -2, 0, 0)).isEqualTo(Bytes.of(bytes(-3, -7)));
    }

    @Test
    void rescalesToAnotherQuantization() {
        Layer layer = new Layer.Rescale("rescale", 0, 1, new ActivationRange(-3, 127));
        Network network = network(
                new Shape(1, 1, 3), new Quantization(0.5f, 1), new Shape(1, 1, 3), new Quantization(0.25f, -3), layer);

        // 2 * (11 - 1) - 3 = 17; below zero the range holds; 2 * (100 - 1) - 3 saturates.
        assertThat(run(network, 11, -50, 100)).isEqualTo(Bytes.of(bytes(17, -3, 127)));
    }

    @Test
    void padsWithTheZeroPoint() {
        Layer layer = new Layer.Pad("pad", 0, 1, 1, 0);
        Network network = network(
                new Shape(1, 2, 1), new Quantization(1f, 9), new Shape(2, 3, 1), new Quantization(1f, 9), layer);

        assertThat(run(network, 1, 2)).isEqualTo(Bytes.of(bytes(9, 9, 9, 1, 2, 9)));
    }

    @Test
    void concatenatesAlongTheWidth() {
        Layer layer = new Layer.Concatenation("join", 0, 0, 1, Axis.WIDTH);
        Network network = network(new Shape(2, 1, 2), UNIT, new Shape(2, 2, 2), UNIT, layer);

        assertThat(run(network, 1, 2, 3, 4)).isEqualTo(Bytes.of(bytes(1, 2, 1, 2, 3, 4, 3, 4)));
    }

    @Test
    void traceEndsWithTheOutput() {
        Network network = Networks.dsCnn();
        ReferenceExecutor executor = new ReferenceExecutor(network);
        Bytes input = Networks.randomInput(network, 1);

        List<LayerOutput> trace = executor.trace(input);

        assertThat(trace).extracting(LayerOutput::layer).isEqualTo(network.layers());
        assertThat(trace.get(trace.size() - 1).values()).isEqualTo(executor.run(input));
    }

    @Test
    void refusesInputsOfAnotherSize() {
        assertThatThrownBy(() -> new ReferenceExecutor(Networks.dsCnn()).run(Bytes.of(bytes(1, 2))))
                .hasMessage("network ds_cnn takes 490 input bytes, not 2");
    }

    private static Network network(Shape from, Quantization fromScale, Shape to, Quantization toScale, Layer layer) {
        List<Tensor> tensors = List.of(new Tensor(0, from, fromScale), new Tensor(1, to, toScale));
        return new Network("test", tensors, List.of(layer), 0);
    }

    private static Bytes run(Network network, int... input) {
        return new ReferenceExecutor(network).run(Bytes.of(bytes(input)));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
