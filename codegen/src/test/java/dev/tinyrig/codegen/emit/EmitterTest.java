package dev.tinyrig.codegen.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that rewrites the golden files is in the module's README. */
class EmitterTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/tinyrig/codegen/golden");

    @ParameterizedTest
    @ValueSource(strings = {"net.c", "weights.s"})
    void oneLayerOfEachKindIsWrittenAsInTheGoldenFile(String file) throws Exception {
        String written = text(emit(oneOfEach()), file);

        assertGolden(file, written);
    }

    @Test
    void streamedBlockIsWrittenAsInTheGoldenFile() throws Exception {
        NetworkBuilder builder = new NetworkBuilder("streamed", new Shape(17, 9, 3), 2).conv(8, 3, 3, 2, 2);
        int stem = builder.depthwise(3, 3, 1, 1).conv(4, 1, 1, 1, 1).last();
        Network network = builder.conv(16, 1, 1, 1, 1)
                .depthwise(5, 5, 1, 1)
                .conv(4, 1, 1, 1, 1)
                .add(stem, builder.last())
                .build();
        Options options = Options.DEFAULT.within(1);

        String written = text(new Emitter().emit(new Scheduler().schedule(network, options), "stm32f405"), "net.c");

        assertGolden("streamed.c", written);
    }

    @Test
    void sameNetworkSameBytes() {
        assertThat(emit(Networks.mbConv(5))).isEqualTo(emit(Networks.mbConv(5)));
    }

    @Test
    void constantsNeverPassThroughC() {
        CProject project = emit(Networks.dsCnn());

        assertThat(project.files().keySet()).containsExactly("net.c", "weights.bin", "weights.s");
        assertThat(text(project, "net.c").length()).isLessThan(16_000);
    }

    @Test
    void namesThatAreNotIdentifiersBecomeSome() {
        Quantization quantization = new Quantization(1f, 0);
        Shape shape = new Shape(1, 1, 4);
        List<Tensor> tensors = List.of(
                new Tensor(0, shape, quantization),
                new Tensor(1, shape, quantization),
                new Tensor(2, shape, quantization));
        List<Layer> layers = List.of(
                new Layer.Add("block/add */", 0, 0, 1, ActivationRange.NONE),
                new Layer.Add("block_add_*/", 0, 1, 2, ActivationRange.NONE));

        String source = text(emit(new Network("names", tensors, layers, 0)), "net.c");

        assertThat(source)
                .contains("kernel_add_by_four_s8(&layer_block_add___, ")
                .contains("kernel_add_by_four_s8(&layer_block_add____2, ")
                .doesNotContain("block/add");
    }

    private static void assertGolden(String file, String written) throws IOException {
        if (System.getProperty("tinyrig.rewrite") != null) {
            Files.writeString(GOLDEN.resolve(file), written);
        }
        assertThat(written).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    private static Network oneOfEach() {
        NetworkBuilder builder = new NetworkBuilder("one_of_each", new Shape(9, 5, 1), 1).conv(4, 3, 2, 2, 1);
        int stem = builder.last();
        builder.depthwise(3, 3, 1, 1).conv(4, 1, 1, 1, 1).add(stem, builder.last());
        builder.pad(builder.last(), 1, 2).maxPool(builder.last(), new Window(2, 2, 2, 2, 0, 0), new Shape(3, 3, 4));
        int pooled = builder.last();
        builder.averagePool(pooled, new Window(1, 1, 1, 1, 0, 0), builder.shape(pooled))
                .concatenation(pooled, builder.last(), Axis.CHANNELS)
                .rescale(builder.last())
                .mean(builder.last(), false, true)
                .reshape(builder.last(), new Shape(1, 3, 8));
        builder.globalAveragePool().fullyConnected(builder.last(), 3);
        return builder.softmax(builder.last()).build();
    }

    private static CProject emit(Network network) {
        return new Emitter().emit(new Scheduler().schedule(network), "stm32f405");
    }

    private static String text(CProject project, String file) {
        Bytes contents = project.files().getOrDefault(file, Bytes.of());
        return new String(contents.toArray(), StandardCharsets.UTF_8);
    }
}
