package dev.tinyrig.nas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    private static final int BYTES = 64;

    private final Network network = Nets.small();
    private final Path folder;

    SamplesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFileHoldsOneOrMoreInputs() throws IOException {
        Path file = Files.write(folder.resolve("three.i8"), new byte[3 * BYTES]);

        List<Sample> samples = new Samples(network, Samples.Encoding.SIGNED, Optional.empty()).read(List.of(file));

        assertThat(samples).extracting(Sample::name).containsExactly(file + " #0", file + " #1", file + " #2");
    }

    @Test
    void unsignedBytesLose128() throws IOException {
        byte[] pixels = new byte[BYTES];
        pixels[0] = (byte) 255;
        Path file = Files.write(folder.resolve("pixels"), pixels);

        Bytes input = new Samples(network, Samples.Encoding.UNSIGNED, Optional.empty())
                .read(List.of(file))
                .get(0)
                .input();

        assertThat(input.at(0)).isEqualTo((byte) 127);
        assertThat(input.at(1)).isEqualTo((byte) -128);
    }

    @Test
    void aManifestGivesLabelsAndParts() throws IOException {
        Files.write(folder.resolve("a.bin"), new byte[BYTES]);
        Files.write(folder.resolve("b.bin"), new byte[BYTES]);
        Files.writeString(folder.resolve("manifest.csv"), "file,label,part\na.bin,2,test\nb.bin,0,train\n");

        List<Sample> all = new Samples(network, Samples.Encoding.SIGNED, Optional.empty()).read(List.of(folder));
        List<Sample> tests = new Samples(network, Samples.Encoding.SIGNED, Optional.of("test")).read(List.of(folder));

        assertThat(all).extracting(Sample::label).containsExactly(Optional.of(2), Optional.of(0));
        assertThat(tests).extracting(Sample::name).containsExactly(folder.resolve("a.bin") + " #0");
    }

    @Test
    void recordedOutputsComeWithTheirInputs() throws IOException {
        Files.write(folder.resolve("inputs.i8"), new byte[2 * BYTES]);
        Files.write(folder.resolve("outputs.i8"), new byte[] {1, 2, 3, 4, 5, 6});

        List<Sample> samples = new Samples(network, Samples.Encoding.SIGNED, Optional.empty()).read(List.of(folder));

        assertThat(samples)
                .extracting(Sample::recorded)
                .containsExactly(
                        Optional.of(Bytes.of((byte) 1, (byte) 2, (byte) 3)),
                        Optional.of(Bytes.of((byte) 4, (byte) 5, (byte) 6)));
    }

    @Test
    void refusesInputsOfAnotherSize() throws IOException {
        Path file = Files.write(folder.resolve("odd"), new byte[BYTES + 1]);

        assertThatThrownBy(() -> new Samples(network, Samples.Encoding.SIGNED, Optional.empty()).read(List.of(file)))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        file
                                + " has 65 bytes, not a multiple of the 64 that the model takes; pictures of other sizes need --pictures");
    }

    @Test
    void refusesPicturesForAModelThatReadsNone() throws IOException {
        Path file = Files.write(folder.resolve("red.bin"), new byte[48]);

        assertThatThrownBy(() -> new Samples(network, Samples.Encoding.PICTURES, Optional.empty()).read(List.of(file)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not the squares of RGB that pictures become");
    }
}
