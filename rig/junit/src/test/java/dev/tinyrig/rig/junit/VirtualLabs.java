package dev.tinyrig.rig.junit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.bench.board.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What tests on virtual boards need. */
final class VirtualLabs {
    private VirtualLabs() {}

    static void assumePossible() {
        QemuInstalled.assume();
        boolean gdb = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gdb-multiarch")));
        assumeTrue(gdb, "NOTHING ran on virtual boards: gdb-multiarch is not installed; apt-get install gdb-multiarch");
    }

    /** The real harness around a network that adds. */
    static Golden golden(Path folder) {
        ContractFirmware echo = HarnessImage.echo(folder);
        return new Golden(echo.firmware(), echo.workload(0, 1, Duration.ofSeconds(20)));
    }

    static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
