package dev.tinyrig.codegen.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.fixture.TensorFlowLite26;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.reference.OptimizedOperators;
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
 * Files that we write, run by TensorFlow Lite 2.6.2, byte for byte. Of its kernels it runs the optimized ones for x86-64,
 * some of which round otherwise than the reference kernels do; {@link OptimizedOperators} knows which and how. Dense layers
 * there read one scale for all channels.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TensorFlowLiteTest {
    private static final Shape SHAPE = new Shape(9, 7, 6);
    private static final Window TWO = new Window(2, 2, 2, 2, 0, 0);
    private static final Window ALL = new Window(9, 7, 9, 7, 0, 0);
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
                builder -> builder.softmax(0),
                builder -> builder.depthwise(3, 5, 1, 2),
                builder -> builder.depthwise(3, 3, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("exactLayers")
    void depthwiseLayersAndThoseWithoutWeightsGiveTheBytesOfTheReference(UnaryOperator<NetworkBuilder> layer) {
        for (long seed = 1; seed <= 8; seed++) {
            Network network = layer.apply(builder(seed)).build();
            Bytes input = Networks.randomInput(network, seed);

            assertThat(tensorFlowLite(network, input))
                    .as("%s, seed %d", network.layers(), seed)
                    .isEqualTo(new ReferenceExecutor(network).run(input));
        }
    }

    static Stream<UnaryOperator<NetworkBuilder>> layersThatRoundOtherwise() {
        return Stream.of(
                builder -> builder.conv(5, 3, 3, 2, 1),
                builder -> builder.conv(9, 1, 1, 1, 1),
                builder -> builder.withOneScale()
                        .maxPool(0, ALL, new Shape(1, 1, 6))
                        .fullyConnected(1, 64),
                builder -> builder.mean(0, true, true));
    }

    /** At least one output shows that the reference would not do. */
    @ParameterizedTest
    @MethodSource("layersThatRoundOtherwise")
    void matrixProductsAndMeansGiveTheBytesOfTheirOwnRounding(UnaryOperator<NetworkBuilder> layer) {
        int unlikeTheReference = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Network network = layer.apply(builder(seed)).build();
            Bytes input = Networks.randomInput(network, seed);

            Bytes output = tensorFlowLite(network, input);

            assertThat(output)
                    .as("%s, seed %d", network.layers(), seed)
                    .isEqualTo(OptimizedOperators.run(network, input));
            unlikeTheReference += output.equals(new ReferenceExecutor(network).run(input)) ? 0 : 1;
        }
        assertThat(unlikeTheReference).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anomaly_detection__ad01_int8",
                "image_classification__pretrainedResnet_quant",
                "keyword_spotting__kws_ref_model",
                "visual_wake_words__vww_96_int8",
                "mcunet-5fps_vww",
                "mcunet-10fps_vww"
            })
    void publishedModelsWrittenAgainGiveTheSameBytes(String name) {
        Network network = TfliteReader.fusing()
                .read(SharedData.path("models/" + name + ".tflite"))
                .network();
        for (long seed = 1; seed <= 3; seed++) {
            Bytes input = Networks.randomInput(network, seed);

            assertThat(tensorFlowLite(network, input)).isEqualTo(OptimizedOperators.run(network, input));
        }
    }

    private static NetworkBuilder builder(long seed) {
        return new NetworkBuilder("layer" + seed, SHAPE, seed).withPlainRanges();
    }

    private Bytes tensorFlowLite(Network network, Bytes input) {
        int outputBytes = network.outputTensor().shape().size();
        return tensorFlowLite.run(TfliteWriter.write(network), input, outputBytes);
    }
}
