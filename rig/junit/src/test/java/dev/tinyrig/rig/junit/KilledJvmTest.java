package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledJvmTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path images;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @BeforeAll
    static void needsQemu() {
        QemuInstalled.assume();
    }

    @Test
    void qemuEndsAndNothingIsLeftInTheTemporaryFolder() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangingRun.class.getName(),
                        HarnessImage.build(images).elf().toString())
                .inheritIO()
                .start();
        try {
            ProcessHandle qemu = within(Duration.ofSeconds(30), () -> qemuBelow(jvm));
            within(Duration.ofSeconds(30), () -> isConnected() ? Optional.of(true) : Optional.empty());

            jvm.destroyForcibly().waitFor();

            assertThat(jvm.exitValue()).isEqualTo(128 + 9);
            within(Duration.ofSeconds(2), () -> qemu.isAlive() ? Optional.empty() : Optional.of(true));
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.map(Path::getFileName).map(Path::toString))
                        .filteredOn(name -> name.startsWith("tinyrig"))
                        .isEmpty();
            }
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** A JVM whose only candidate hangs for ever. */
    static final class HangingRun {
        private HangingRun() {}

        public static void main(String[] args) {
            Bytes input = Bytes.of(new byte[] {Trigger.HANG.value(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            Workload workload = new Workload(List.of(new Stimulus(input, input)), 0, 1, Duration.ofHours(1));
            try (Session session = new QemuBench("qemu-0").open(HarnessImage.TARGET)) {
                System.out.println(session.run(ElfReader.read(Path.of(args[0]), HarnessImage.TARGET.name()), workload));
            }
        }
    }

    private static Optional<ProcessHandle> qemuBelow(Process jvm) {
        return jvm.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("qemu-system-arm"))
                .findFirst();
    }

    /** The socket's folder is made before QEMU starts and removed when it has connected. */
    private boolean isConnected() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("tinyrig"));
        }
    }

    private static <T> T within(Duration bound, Callable<Optional<T>> question) throws Exception {
        long end = System.nanoTime() + bound.toNanos();
        Optional<T> answer = question.call();
        while (answer.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
            answer = question.call();
        }
        return answer.orElseThrow(() -> new AssertionError("not within " + bound));
    }
}
