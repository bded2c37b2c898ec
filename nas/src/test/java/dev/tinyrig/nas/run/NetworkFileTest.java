package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.network.Fingerprint;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.quantize.PostTrainingQuantizer;
import dev.tinyrig.nas.space.KeywordSpaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
    @Test
    void aNetworkIsReadBackAsItWas(@TempDir Path folder) {
        Network network = PostTrainingQuantizer.quantize(
                Untrained.candidate(
                                KeywordSpaces.quick().plan(KeywordSpaces.quick().largest()))
                        .network(),
                List.of(new Example("clip", 0, new byte[490])));

        NetworkFile.write(network, folder.resolve("network.json"));
        Network read = NetworkFile.read(folder.resolve("network.json"));

        assertThat(Fingerprint.of(read)).isEqualTo(Fingerprint.of(network));
        assertThat(read.tensors()).isEqualTo(network.tensors());
        assertThat(read.layers()).hasSameSizeAs(network.layers());
    }

    @Test
    void aBrokenFileIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("network.json"), "{\"name\":");

        assertThatThrownBy(() -> NetworkFile.read(file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString());
    }
}
