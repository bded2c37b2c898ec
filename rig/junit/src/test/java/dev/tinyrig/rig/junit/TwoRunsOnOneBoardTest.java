package dev.tinyrig.rig.junit;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tinyrig.rig.bench.board.Golden;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lease;
import dev.tinyrig.rig.lab.virtual.VirtualLab;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Two JVMs with tests for the one board of a lab. */
@Timeout(180)
final class TwoRunsOnOneBoardTest {
    private static final int PATIENCE_S = 150;

    @BeforeAll
    static void needsQemuAndGdb() {
        VirtualLabs.assumePossible();
    }

    @Test
    void shareItWithoutAClash(@TempDir Path folder) throws Exception {
        Path uses = folder.resolve("uses.txt");
        try (VirtualLab lab = VirtualLab.start(folder.resolve("lab.yaml"), 1, Map.of())) {
            List<Process> runs = new ArrayList<>();
            try {
                runs.add(started(lab.file(), uses));
                runs.add(started(lab.file(), uses));
                for (Process run : runs) {
                    assertThat(run.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                            .as("ends in time")
                            .isTrue();
                    assertThat(run.exitValue()).isZero();
                }
            } finally {
                // After a time-out, too, which JUnit makes an interrupt.
                runs.forEach(Process::destroyForcibly);
            }
        }

        List<Use> inOrder = Files.readAllLines(uses).stream()
                .map(Use::parse)
                .sorted(Comparator.comparing(Use::token))
                .toList();
        assertThat(inOrder)
                .hasSize(4)
                .extracting(Use::token)
                .doesNotHaveDuplicates()
                .allMatch(token -> token > 0);
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).from()).isGreaterThan(inOrder.get(i - 1).to());
        }
    }

    /** When a test had the board, by the host's monotonic clock, and the token of its lease. */
    private record Use(long token, long from, long to) {
        static Use parse(String line) {
            String[] words = line.split(" ", 3);
            return new Use(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }
    }

    private static Process started(Path lab, Path uses) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Settings.BENCH + "=lab:" + lab,
                        "-D" + Settings.GOLDEN + "=" + GoldenEcho.class.getName(),
                        "-D" + Settings.REQUIRED + "=true",
                        "-Duses=" + uses,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName())
                .inheritIO()
                .start();
    }

    /** One of the two JVMs. */
    static final class Run {
        private Run() {}

        public static void main(String[] args) {
            EngineTestKit.engine("junit-jupiter")
                    .enableImplicitConfigurationParameters(true)
                    .selectors(selectClass(OnTheBoard.class))
                    .execute()
                    .testEvents()
                    .assertStatistics(seen -> seen.started(2).succeeded(2));
        }
    }

    @OnTarget("stm32f405")
    static final class OnTheBoard {
        @Test
        void one(Lease lease, @BuiltBy(EchoFirmware.class) Firmware firmware) throws IOException {
            use(lease, firmware);
        }

        @Test
        void two(Lease lease, @BuiltBy(EchoFirmware.class) Firmware firmware) throws IOException {
            use(lease, firmware);
        }

        private static void use(Lease lease, Firmware firmware) throws IOException {
            long from = System.nanoTime();
            assertThat(lease.run(firmware, EchoFirmware.workload(1))).wasMeasured();
            Files.writeString(
                    Path.of(System.getProperty("uses")),
                    "%d %d %d%n".formatted(lease.token(), from, System.nanoTime()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** What tinyrig.golden names. */
    public static final class GoldenEcho implements Function<Target, Golden> {
        @Override
        public Golden apply(Target target) {
            try {
                return VirtualLabs.golden(Files.createTempDirectory("tinyrig-golden-"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
