package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.board.BoardBench;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.lab.LabFile;
import dev.tinyrig.rig.lab.virtual.VirtualLab;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs are killed while runs are under way on virtual boards. */
@Timeout(180)
final class VirtualLabFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RUNS = 8;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private VirtualLab virtual;

    @BeforeEach
    void startBoards() {
        VirtualLabs.assumePossible();
        virtual = VirtualLab.start(folder.resolve("lab.yaml"), 2, Map.of());
    }

    @AfterEach
    void switchBoardsOff() {
        threads.shutdownNow();
        virtual.close();
    }

    @Test
    void boardsCountWhatTheQemuBenchCounts() {
        ContractFirmware echo = HarnessImage.echo(folder);
        try (Lab lab = boardLab().lab();
                Lab emulators = Lab.of("qemu", 1)) {
            Outcome onBoard = lab.run(echo.firmware(), echo.workload(0, 2, PATIENCE), HarnessImage.TARGET);
            Outcome onBench = emulators.run(echo.firmware(), echo.workload(0, 2, PATIENCE), HarnessImage.TARGET);

            assertThat(counts(onBoard)).isEqualTo(counts(onBench)).isNotEmpty();
        }
    }

    @Test
    void secondOwnerOfTheSameLabIsRefused() {
        assertThatThrownBy(() -> VirtualLab.start(virtual.file(), 1, Map.of()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("a virtual lab runs in %s already".formatted(folder.resolve("virtual-lab")));
    }

    @Test
    void fileOfAnotherLabIsNotOverwritten() throws IOException {
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, "boards: []\n");

        assertThatThrownBy(() -> VirtualLab.start(other, 1, Map.of()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("describes another lab");
    }

    @Test
    void killedQemuLosesNoRunAndComesBack() throws Exception {
        try (Lab lab = boardLab().lab()) {
            List<Future<Outcome>> runs = start(lab, new CountDownLatch(1));
            kill("virtual-0");

            assertThat(outcomes(runs)).hasSize(RUNS).allMatch(Outcome.Measured.class::isInstance);
        }
        assertNothingIsHeld();
        try (BoardLab lab = boardLab()) {
            lab.bench(lab.file().board("virtual-0")).check();
        }
    }

    @Test
    void coreThatLocksUpIsTheCandidatesCrashAndTheBoardComesBack() {
        ContractFirmware locking = HarnessImage.faulty(folder, Trigger.LOCK_UP);
        ContractFirmware echo = HarnessImage.echo(folder);
        try (Lab lab = boardLab().lab()) {
            Outcome crashed = lab.run(locking.firmware(), locking.workload(0, 1, PATIENCE), HarnessImage.TARGET);
            List<Outcome> later = Stream.of(1, 2)
                    .map(run -> lab.run(echo.firmware(), echo.workload(0, 1, PATIENCE), HarnessImage.TARGET))
                    .toList();

            assertThat(crashed).isInstanceOf(Outcome.Crashed.class);
            assertThat(crashed.errorClass()).contains(ErrorClass.PRODUCT);
            assertThat(((Outcome.Crashed) crashed).detail()).startsWith("the core locked up: qemu: fatal: Lockup");
            assertThat(later).allMatch(Outcome.Measured.class::isInstance);
            assertThat(lab.faults()).isEmpty();
        }
        assertNothingIsHeld();
    }

    @Test
    void killedGdbLosesNoRun() throws Exception {
        try (BoardLab boards = boardLab();
                Lab lab = boards.lab()) {
            boards.benches().forEach(BoardBench::check);
            List<Future<Outcome>> runs = start(lab, new CountDownLatch(1));
            kill("gdb-multiarch");

            assertThat(outcomes(runs)).hasSize(RUNS).allMatch(Outcome.Measured.class::isInstance);
            assertThat(lab.faults()).isNotEmpty();
        }
        assertNothingIsHeld();
    }

    @Test
    void twoLabsShareTheBoardsWithoutAClash() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Lab one = boardLab().lab();
                Lab other = boardLab().lab()) {
            List<Future<Outcome>> runs = new ArrayList<>(start(one, started));
            runs.addAll(start(other, started));

            List<Outcome> outcomes = outcomes(runs);

            assertThat(outcomes).hasSize(2 * RUNS).allMatch(Outcome.Measured.class::isInstance);
            assertThat(outcomes.stream().map(VirtualLabFaultsTest::bench).distinct())
                    .containsExactlyInAnyOrder("virtual-0", "virtual-1");
            assertThat(one.faults()).isEmpty();
            assertThat(other.faults()).isEmpty();
        }
        assertNothingIsHeld();
    }

    @Test
    void boardsEndWithTheirKilledOwner() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.resolve("other/lab.yaml").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("started");
            List<ProcessHandle> boards = owner.descendants().toList();
            assertThat(boards).hasSizeGreaterThanOrEqualTo(2);

            owner.destroyForcibly().waitFor();

            for (int i = 0; i < 100 && boards.stream().anyMatch(ProcessHandle::isAlive); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(boards).noneMatch(ProcessHandle::isAlive);
        } finally {
            owner.destroyForcibly();
        }
    }

    /** A JVM that starts a virtual lab and waits for its end. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            try (VirtualLab lab = VirtualLab.start(Path.of(args[0]), 2, Map.of())) {
                System.out.println(lab.boards().isEmpty() ? "empty" : "started");
                TimeUnit.MINUTES.sleep(2);
            }
        }
    }

    private BoardLab boardLab() {
        return new BoardLab(LabFile.read(virtual.file()), target -> VirtualLabs.golden(folder), Map.of());
    }

    /** Two threads a lab. */
    private List<Future<Outcome>> start(Lab lab, CountDownLatch started) {
        ContractFirmware echo = HarnessImage.echo(folder);
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Future<Outcome>> runs = IntStream.range(0, RUNS)
                .mapToObj(run -> two.submit(() -> {
                    started.countDown();
                    return lab.run(echo.firmware(), echo.workload(0, 1, PATIENCE), HarnessImage.TARGET);
                }))
                .toList();
        two.shutdown();
        return runs;
    }

    private static List<Outcome> outcomes(List<Future<Outcome>> runs) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> run : runs) {
            outcomes.add(run.get());
        }
        return outcomes;
    }

    /** The first child of this JVM on whose command line the word is, as soon as there is one. */
    private static void kill(String word) throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            List<ProcessHandle> found = ProcessHandle.current()
                    .descendants()
                    .filter(child -> runs(child, word))
                    .toList();
            if (!found.isEmpty()) {
                found.forEach(ProcessHandle::destroyForcibly);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("no process with " + word);
    }

    private static boolean runs(ProcessHandle child, String word) {
        String program = child.info().command().orElse("");
        String all = Stream.of(child.info().arguments().orElse(new String[0])).reduce(program, (a, b) -> a + " " + b);
        return !program.endsWith("sh") && !program.endsWith("dash") && all.contains(word);
    }

    private void assertNothingIsHeld() {
        try (BoardLab lab = boardLab()) {
            assertThat(lab.ledger().leases()).isEmpty();
        }
        assertThat(ProcessHandle.current().descendants().filter(child -> runs(child, "gdb-multiarch")))
                .isEmpty();
    }

    private static List<Long> counts(Outcome outcome) {
        return outcome.match(measured -> measured.measurement().counts(), rejected -> List.of(), crashed -> List.of());
    }

    private static String bench(Outcome outcome) {
        return outcome.match(measured -> measured.measurement().bench(), rejected -> "none", crashed -> "none");
    }
}
