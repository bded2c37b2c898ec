package dev.tinyrig.codegen.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.fixture.TensorFlowLite26;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that we write, run by TensorFlow Lite. Of it there are only the optimized kernels of 2.6.2 here: on x86-64 those of
 * matrix products round once where the reference kernels round twice, MEAN rounds as before 2.13, and dense layers read one
 * scale for all channels.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TensorFlowLiteTest {
    private static final Shape SHAPE = new Shape(9, 7, 6);
    private static final Window TWO = new Window(2, 2, 2, 2, 0, 0);
    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

    private final TensorFlowLite26 tensorFlowLite;

    TensorFlowLiteTest(@TempDir Path folder) throws IOException {
        tensorFlowLite = new TensorFlowLite26(folder);
    }

    static Stream<UnaryOperator<NetworkBuilder>> exactLayers() {
        return Stream.of(
                builder -> builder.add(0, 0),
                builder -> builder.rescale(0),
                builder -> builder.maxPool(0, TWO, new Shape(4, 3, 6)),
                builder -> builder.averagePool(0, TWO, new Shape(4, 3, 6)),
                builder -> builder.pad(0, 2, 1),
                builder -> builder.reshape(0, new Shape(7, 9, 6)),
                builder -> builder.averagePool(0, POINT, SHAPE).concatenation(0, 1, Axis.CHANNELS),
                builder -> builder.softmax(0));
    }

    @ParameterizedTest
    @MethodSource("exactLayers")
    void layersWithoutWeightsGiveTheSameBytes(UnaryOperator<NetworkBuilder> layer) {
        for (long seed = 1; seed <= 8; seed++) {
            assertBytes(layer.apply(builder(seed)).build(), seed, 0);
        }
    }

    static Stream<UnaryOperator<NetworkBuilder>> nearLayers() {
        return Stream.of(
                builder -> builder.conv(5, 3, 3, 2, 1),
                builder -> builder.conv(9, 1, 1, 1, 1),
                builder -> builder.depthwise(3, 5, 1, 2),
                builder -> builder.mean(0, true, true));
    }

    @ParameterizedTest
    @MethodSource("nearLayers")
    void layersThatRoundOtherwiseThereAreOneOffAtMost(UnaryOperator<NetworkBuilder> layer) {
        for (long seed = 1; seed <= 8; seed++) {
            assertBytes(layer.apply(builder(seed)).build(), seed, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyword_spotting__kws_ref_model", "visual_wake_words__vww_96_int8", "mcunet-5fps_vww"})
    void publishedModelsWrittenAgainGiveTheSameBytes(String name) {
        Network network = TfliteReader.fusing()
                .read(SharedData.path("models/" + name + ".tflite"))
                .network();
        for (long seed = 1; seed <= 3; seed++) {
            assertBytes(network, seed, 0);
        }
    }

    private static NetworkBuilder builder(long seed) {
        return new NetworkBuilder("layer" + seed, SHAPE, seed).withPlainRanges();
    }

    private void assertBytes(Network network, long seed, int tolerance) {
        Bytes input = Networks.randomInput(network, seed);
        Bytes expected = new ReferenceExecutor(network).run(input);

        Bytes output = tensorFlowLite.run(TfliteWriter.write(network), input, expected.length());

        for (int i = 0; i < expected.length(); i++) {
            assertThat((int) output.at(i))
                    .as("%s, seed %d, element %d", network.layers(), seed, i)
                    .isCloseTo(expected.at(i), within(tolerance));
        }
    }
}
