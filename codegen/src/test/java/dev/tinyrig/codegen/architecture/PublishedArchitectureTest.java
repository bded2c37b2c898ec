package dev.tinyrig.codegen.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.fixture.Golden;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.tflite.TfliteReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedArchitectureTest {
    @ParameterizedTest
    @CsvSource({
        "mcunet-10fps_vww, 5.96",
        "mcunet-5fps_vww, 11.58",
        "mcunet-320kb-1mb_vww, 55.77",
        "mcunet-10fps_imagenet, 6.36",
        "mcunet-5fps_imagenet, 12.79",
        "mcunet-256kb-1mb_imagenet, 67.29",
        "mcunet-320kb-1mb_imagenet, 81.79",
        "mcunet-512kb-2mb_imagenet, 125.87",
        "mcunet-256kb-1mb-int4_imagenet, 134.49",
        "mcunet-320kb-1mb-int4_imagenet, 169.95",
        "mcunet-512kb-2mb-int4_imagenet, 466.77",
        "mbv2-w0.3-r80_imagenet, 7.30",
        "mbv2-w0.35-r144_imagenet, 23.50",
        "proxyless-w0.25-r112_imagenet, 10.69",
        "proxyless-w0.3-r176_imagenet, 38.28",
        "proxyless_mobile, 320.43"
    })
    void countsTheMacsThatWerePublished(String name, String millions) {
        PublishedArchitecture architecture = read(name);

        Network network = WeightlessNetwork.of(architecture, new RandomWeights(new Random(1)));

        assertThat(String.format(Locale.ROOT, "%.2f", Macs.of(network) / 1e6)).isEqualTo(millions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcunet-10fps_vww", "mcunet-5fps_vww", "mcunet-320kb-1mb_imagenet"})
    void givenThePublishedWeightsItInfersAsThePublishedModel(String name) throws Exception {
        Network published = TfliteReader.fusing()
                .read(SharedData.path("models/" + name + ".tflite"))
                .network();
        Golden golden = Golden.read(name);

        Network network = WeightlessNetwork.of(read(name), new NetworkWeights(published));

        ReferenceExecutor executor = new ReferenceExecutor(network);
        assertThat(golden.inputs().stream().map(executor::run)).isEqualTo(golden.outputs());
    }

    @Test
    void refusesWeightsOfAnotherArchitecture() {
        Network other = WeightlessNetwork.of(read("mcunet-10fps_vww"), new RandomWeights(new Random(1)));

        assertThatThrownBy(() -> WeightlessNetwork.of(read("mcunet-5fps_vww"), new NetworkWeights(other)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageMatching("layer [a-z0-9_]+ needs [0-9]+ weights for each of [0-9]+ channels; the next.*");
    }

    @Test
    void namesWhatIsWrongInADescription(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("broken.json");
        Files.writeString(
                file,
                """
                {"first_conv": {"out_channels": 8, "kernel_size": 3, "stride": 2, "groups": 1, "dilation": 1},
                 "blocks": [{"mobile_inverted_conv": {"name": "MBInvertedConvLayer", "in_channels": 16}}],
                 "classifier": {"out_features": 2}, "resolution": 64}
                """);

        assertThatThrownBy(() -> PublishedArchitecture.read(file))
                .isInstanceOf(ArchitectureException.class)
                .hasMessage(file + ": block 0 takes 16 channels, but 8 come");
        Files.writeString(file, "not JSON");
        assertThatThrownBy(() -> PublishedArchitecture.read(file))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageStartingWith("cannot read " + file);
    }

    private static PublishedArchitecture read(String name) {
        return PublishedArchitecture.read(SharedData.path("architectures/" + name + ".json"));
    }
}
