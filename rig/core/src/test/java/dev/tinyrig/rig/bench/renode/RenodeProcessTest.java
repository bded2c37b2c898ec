package dev.tinyrig.rig.bench.renode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.fake.renode.FakeRenode;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode.Trick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenodeProcessTest {
    private final Path folder;

    RenodeProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void renodeThatOpensNoPortIsEndedAndToldSo() throws IOException {
        RenodeExecutable silent = new RenodeExecutable(FakeRenode.install(folder, Trick.OPENS_NO_PORT), "1.16.1");
        Map<String, String> home = Map.of("HOME", folder.toString());

        assertThatThrownBy(() -> RenodeProcess.start(silent, home, Duration.ofSeconds(2)))
                .isInstanceOf(RenodeException.class)
                .hasMessageStartingWith("it opened no port within 2 s");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }
}
