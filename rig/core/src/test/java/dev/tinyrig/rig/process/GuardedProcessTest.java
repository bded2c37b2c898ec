package dev.tinyrig.rig.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GuardedProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void keepsTheExitCodeAndTheLastOutput() {
        try (GuardedProcess process = GuardedProcess.start(sh("echo out; echo err >&2; printf unfinished; exit 7"))) {
            assertThat(process.exitCode(PATIENCE)).hasValue(7);
            assertThat(process.lastOutput()).isEqualTo("out\nerr\nunfinished");
        }
    }

    @Test
    void exitCodeTellsTheSignal() {
        try (GuardedProcess process = GuardedProcess.start(sh("kill -ABRT $$"))) {
            assertThat(process.exitCode(PATIENCE)).hasValue(128 + 6);
            assertThat(process.lastOutput()).isEmpty();
        }
    }

    @Test
    void keepsOnlyTheLastLinesOfAFlood() {
        try (GuardedProcess process =
                GuardedProcess.start(sh("seq 100000; head -c 1000000 /dev/zero; echo; echo end"))) {
            assertThat(process.exitCode(PATIENCE)).hasValue(0);
            assertThat(process.lastOutput()).endsWith("end").hasSizeLessThan(60 * 500);
        }
    }

    @Test
    void passesArgumentsUnharmed() {
        try (GuardedProcess process = GuardedProcess.start(List.of("printf", "%s\n", "a  b", "$HOME;*", "'\""))) {
            assertThat(process.exitCode(PATIENCE)).hasValue(0);
            assertThat(process.lastOutput()).isEqualTo("a  b\n$HOME;*\n'\"");
        }
    }

    @Test
    void missingProgramEndsWith127() {
        try (GuardedProcess process = GuardedProcess.start(List.of("/no/such/program"))) {
            assertThat(process.exitCode(PATIENCE)).hasValue(127);
            assertThat(process.lastOutput()).contains("/no/such/program");
        }
    }

    @Test
    void closeKillsAChildThatIgnoresSignals() throws Exception {
        GuardedProcess process = GuardedProcess.start(sh("trap '' TERM INT HUP; echo $$; while :; do sleep 0.1; done"));
        long child = Long.parseLong(firstLine(process));

        process.close();
        process.close();

        assertGone(child);
        assertThat(process.exitCode(Duration.ZERO)).hasValue(128 + 9);
    }

    @Test
    void exitIsToldAtOnce() throws Exception {
        try (GuardedProcess process = GuardedProcess.start(sh("exit 0"))) {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);

            assertThat(process.exitCode(Duration.ZERO)).hasValue(0);
        }
    }

    @Test
    void runningProcessHasNoExitCode() {
        try (GuardedProcess process = GuardedProcess.start(List.of("sleep", "1000"))) {
            assertThat(process.exitCode(Duration.ofMillis(50))).isEqualTo(OptionalInt.empty());
            assertThatThrownBy(() -> process.onExit().get(1, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void childDiesWithAKilledJvm() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepingParent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> children;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(jvm.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("sleeping");
            children = jvm.toHandle().descendants().toList();
        } finally {
            jvm.destroyForcibly().waitFor();
        }

        assertThat(jvm.exitValue()).isEqualTo(128 + 9);
        assertThat(children).hasSizeGreaterThanOrEqualTo(3);
        for (ProcessHandle child : children) {
            assertGone(child.pid());
        }
    }

    /** A JVM that starts a child and waits to be killed. */
    static final class SleepingParent {
        private SleepingParent() {}

        public static void main(String[] args) throws InterruptedException, ExecutionException {
            GuardedProcess sleep = GuardedProcess.start(sh("echo started; exec sleep 1000"));
            firstLine(sleep);
            System.out.println("sleeping");
            sleep.onExit().get();
        }
    }

    private static List<String> sh(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    private static String firstLine(GuardedProcess process) throws InterruptedException {
        for (int i = 0; i < 2000; i++) {
            Optional<String> line = process.lastOutput().lines().findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the child printed nothing within 20 s");
    }

    /** Within 2 s; a zombie counts as gone, for a container may have nobody who reaps it. */
    private static void assertGone(long pid) throws Exception {
        for (int i = 0; i < 200 && isRunning(pid); i++) {
            Thread.sleep(10);
        }
        assertThat(isRunning(pid)).as("process %d still runs", pid).isFalse();
    }

    private static boolean isRunning(long pid) throws Exception {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.noneMatch(line -> line.startsWith("State:\tZ"));
        } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException justEnded) {
            return false;
        }
    }
}
