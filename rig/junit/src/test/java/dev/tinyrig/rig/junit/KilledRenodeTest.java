package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode.Trick;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of each process of a run in the middle of it. */
final class KilledRenodeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path images;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path installed;

    @Test
    void renodeEndsWithTheJvm() throws Exception {
        Process jvm = hangingRun(Trick.NONE);
        try {
            ProcessHandle renode = within(SOON, () -> renodeOf(jvm));

            jvm.destroyForcibly().waitFor();

            within(Duration.ofSeconds(5), () -> renode.isAlive() ? Optional.empty() : Optional.of(true));
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void whatSurvivesJvmAndGuardIsReapedAtTheNextStart() throws Exception {
        Process jvm = hangingRun(Trick.DEAF);
        ProcessHandle renode = within(SOON, () -> renodeOf(jvm));
        try {
            List<ProcessHandle> guards =
                    jvm.descendants().filter(child -> !child.equals(renode)).toList();
            guards.forEach(ProcessHandle::destroyForcibly);
            jvm.destroyForcibly().waitFor();
            assertThat(renode.isAlive()).isTrue();
            assertThat(folders()).hasSize(1);

            Process next = hangingRun(Trick.NONE);
            try {
                within(SOON, () -> renodeOf(next));
                within(Duration.ofSeconds(5), () -> renode.isAlive() ? Optional.empty() : Optional.of(true));
                assertThat(folders()).hasSize(1);
            } finally {
                next.destroyForcibly().waitFor();
            }
        } finally {
            renode.destroyForcibly();
            jvm.destroyForcibly();
        }
    }

    @Test
    void killedRenodeIsReplacedInTheMiddleOfARun() throws Exception {
        FakeRenode.install(installed, Trick.NONE);
        ContractFirmware hanging = HarnessImage.faulty(images, Trigger.HANG);
        try (Session session = new RenodeBench("renode", environment()).open(HarnessImage.TARGET)) {
            CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(
                    () -> session.run(hanging.firmware(), hanging.workload(0, 1, Duration.ofSeconds(3))));
            ProcessHandle first =
                    within(SOON, () -> FakeRenode.below(ProcessHandle.current()).findFirst());
            first.destroyForcibly();

            assertThat(run.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Crashed.class);
            assertThat(FakeRenode.below(ProcessHandle.current()).findFirst())
                    .isPresent()
                    .isNotEqualTo(Optional.of(first));
        }
        assertThat(FakeRenode.below(ProcessHandle.current()).findFirst()).isEmpty();
    }

    /** A JVM whose only candidate hangs for ever. */
    static final class HangingRun {
        private HangingRun() {}

        public static void main(String[] args) {
            Bytes input = Bytes.of(new byte[] {Trigger.HANG.value(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            Workload workload = new Workload(List.of(new Stimulus(input, input)), 0, 1, Duration.ofHours(1));
            Map<String, String> environment = Map.of("RENODE", args[1], "HOME", args[2]);
            try (Session session = new RenodeBench("renode-0", environment).open(HarnessImage.TARGET)) {
                System.out.println(session.run(ElfReader.read(Path.of(args[0]), HarnessImage.TARGET.name()), workload));
            }
        }
    }

    private Process hangingRun(Trick trick) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangingRun.class.getName(),
                        HarnessImage.build(images).elf().toString(),
                        FakeRenode.install(installed, trick).toString(),
                        installed.toString())
                .inheritIO()
                .start();
    }

    private Map<String, String> environment() {
        return Map.of("RENODE", installed.resolve("renode").toString(), "HOME", installed.toString());
    }

    /** The process that has opened its port. */
    private Optional<ProcessHandle> renodeOf(Process jvm) throws IOException {
        for (Path folder : folders()) {
            Optional<ProcessHandle> renode = FakeRenode.below(jvm.toHandle())
                    .filter(child ->
                            Files.exists(folder.resolve("renode-" + child.pid()).resolve("robot_port")))
                    .findFirst();
            if (renode.isPresent()) {
                return renode;
            }
        }
        return Optional.empty();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tinyrig-renode-"))
                    .toList();
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
