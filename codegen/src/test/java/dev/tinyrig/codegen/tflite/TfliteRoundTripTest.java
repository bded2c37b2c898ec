package dev.tinyrig.codegen.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Fingerprint;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.rig.measure.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back as the same network. */
class TfliteRoundTripTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyKindOfLayerComesBack(long seed) {
        Network network = Networks.portable(seed);

        Network read = TfliteReader.fusing()
                .read(TfliteWriter.write(network), network.name())
                .network();

        assertThat(read.layers()).usingRecursiveComparison().isEqualTo(network.layers());
        assertThat(Fingerprint.of(read)).isEqualTo(Fingerprint.of(network));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void unfusedNetworksGiveTheSameBytes(long seed) {
        Network network = Networks.portable(seed);
        Bytes input = Networks.randomInput(network, seed);

        Network read = TfliteReader.literal()
                .read(TfliteWriter.write(network), network.name())
                .network();

        assertThat(read.layers()).hasSizeGreaterThan(network.layers().size());
        assertThat(new ReferenceExecutor(read).run(input)).isEqualTo(new ReferenceExecutor(network).run(input));
    }

    @Test
    void sameNetworkSameBytes() {
        assertThat(TfliteWriter.write(Networks.portable(1))).isEqualTo(TfliteWriter.write(Networks.portable(1)));
    }

    @Test
    void windowsThatLeaveOutTheEndCannotBeWritten() {
        NetworkBuilder builder = new NetworkBuilder("short", new Shape(9, 9, 2), 1).withPlainRanges();
        Network network = builder.conv(0, new Window(3, 3, 1, 1, 1, 1), new Shape(5, 9, 4))
                .build();

        assertThatThrownBy(() -> TfliteWriter.write(network))
                .isInstanceOf(TfliteException.class)
                .hasMessageStartingWith("layer conv0 leaves out windows at the end");
    }

    @Test
    void rangesThatNoActivationHasCannotBeWritten() {
        Quantization quantization = new Quantization(0.5f, 3);
        Shape shape = new Shape(1, 1, 4);
        List<Tensor> tensors = List.of(new Tensor(0, shape, quantization), new Tensor(1, shape, quantization));
        Layer layer = new Layer.Rescale("odd", 0, 1, new ActivationRange(-100, 90));

        assertThatThrownBy(() -> TfliteWriter.write(new Network("odd", tensors, List.of(layer), 0)))
                .isInstanceOf(TfliteException.class)
                .hasMessage("layer odd clamps to -100..90, which no activation does at "
                        + "Quantization[scale=0.5, zeroPoint=3]");
    }
}
