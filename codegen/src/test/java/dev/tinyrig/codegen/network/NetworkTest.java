package dev.tinyrig.codegen.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.fixture.Networks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Quantization HALF = new Quantization(0.5f, 0);
    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

    @Test
    void refusesWeightsThatDoNotMatchTheShapes() {
        Weights weights = new Weights(new byte[12], new float[] {1, 1, 1}, new int[3]);
        Layer layer = new Layer.Conv2d("expand", 0, 1, POINT, weights, ActivationRange.NONE);

        assertThatThrownBy(() -> network(new Shape(2, 2, 5), new Shape(2, 2, 3), layer))
                .hasMessage("layer expand has 12 weights for 3 channels, not 15 for 3");
    }

    @Test
    void refusesWindowsThatSeeOnlyPadding() {
        Layer layer = new Layer.AveragePool("pool", 0, 1, new Window(2, 2, 2, 2, 0, 0));

        assertThatThrownBy(() -> network(new Shape(4, 4, 3), new Shape(3, 2, 3), layer))
                .hasMessageStartingWith("layer pool has windows in nothing but padding")
                .hasMessageEndingWith("from 4x4x3 to 3x2x3");
    }

    @Test
    void refusesSumsOfUnequalShapes() {
        Layer layer = new Layer.Add("residual", 0, 0, 1, ActivationRange.NONE);

        assertThatThrownBy(() -> network(new Shape(4, 4, 3), new Shape(4, 4, 2), layer))
                .hasMessage("layer residual adds 4x4x3 into 4x4x2");
    }

    @Test
    void refusesSoftmaxWithAnotherOutputScale() {
        Layer layer = new Layer.Softmax("softmax", 0, 1);

        assertThatThrownBy(() -> network(new Shape(1, 1, 3), new Shape(1, 1, 3), layer))
                .hasMessageStartingWith("layer softmax writes Quantization[scale=0.5, zeroPoint=0], not");
    }

    @Test
    void refusesTensorsThatNoLayerWrites() {
        List<Tensor> tensors = List.of(tensor(0), tensor(1), tensor(2));
        List<Layer> layers = List.of(new Layer.Add("sum", 0, 0, 1, ActivationRange.NONE));

        assertThatThrownBy(() -> new Network("orphan", tensors, layers, 0))
                .hasMessage("network orphan has 3 tensors, of which only 2 are written");
    }

    @Test
    void refusesNamesThatAreNotIdentifiers() {
        List<Tensor> tensors = List.of(tensor(0), tensor(1));
        List<Layer> layers = List.of(new Layer.Add("sum", 0, 0, 1, ActivationRange.NONE));

        assertThatThrownBy(() -> new Network("a\" */", tensors, layers, 0))
                .hasMessage("network name 'a\" */' is not a C identifier");
    }

    @Test
    void refusesJoinsOfWhatDoesNotFitTogether() {
        Layer layer = new Layer.Concatenation("join", 0, 0, 1, Axis.CHANNELS);

        assertThatThrownBy(() -> network(new Shape(2, 2, 3), new Shape(2, 2, 7), layer))
                .hasMessage("layer join joins 2x2x3 and 2x2x3 into 2x2x7");
    }

    @Test
    void refusesMeansOverPartOfASide() {
        Layer layer = new Layer.Mean("mean", 0, 1);

        assertThatThrownBy(() -> network(new Shape(4, 4, 3), new Shape(2, 1, 3), layer))
                .hasMessage("layer mean averages 4x4x3 into 2x1x3");
    }

    @Test
    void refusesShapesBeyondTheAddressesOfAnyTarget() {
        assertThatThrownBy(() -> new Shape(1 << 16, 1 << 15, 2))
                .hasMessage("shape 65536x32768x2 has more than 2^31 elements");
    }

    @Test
    void equalNetworksHaveEqualFingerprints() {
        assertThat(Fingerprint.of(Networks.dsCnn()))
                .isEqualTo(Fingerprint.of(Networks.dsCnn()))
                .matches("[0-9a-f]{64}");
        assertThat(Fingerprint.of(Networks.mbConv(1))).isNotEqualTo(Fingerprint.of(Networks.mbConv(2)));
    }

    @Test
    void oneChangedWeightChangesTheFingerprint() {
        Network network = Networks.dsCnn();
        Layer.Conv2d stem = (Layer.Conv2d) network.layers().get(0);
        byte[] values = stem.weights().values();
        values[17]++;
        Weights changed =
                new Weights(values, stem.weights().scales(), stem.weights().bias());
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(0, new Layer.Conv2d(stem.name(), stem.input(), stem.output(), stem.window(), changed, stem.range()));

        Network other = new Network(network.name(), network.tensors(), layers, network.input());

        assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(network));
    }

    @Test
    void countsTheMacsOfTheKeywordNetwork() {
        assertThat(Macs.of(Networks.dsCnn())).isEqualTo(2_656_768);
    }

    private static Network network(Shape from, Shape to, Layer layer) {
        List<Tensor> tensors = List.of(new Tensor(0, from, HALF), new Tensor(1, to, HALF));
        return new Network("test", tensors, List.of(layer), 0);
    }

    private static Tensor tensor(int id) {
        return new Tensor(id, new Shape(1, 1, 4), HALF);
    }
}
