package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Winner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a whole process can show: signals, a full disk, two programs on one run. */
@EnabledOnOs(OS.LINUX)
class ProcessTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Path folder;

    ProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSearchKilledWithoutWarningResumesToTheSameWinnerAndRepeatsNothing() throws Exception {
        Ended undisturbed = start("search", "--out", run("whole")).end();
        Running killed = start("search", "--out", run("killed"));
        awaitEvaluations(killed, "killed", 40);
        killed.kill();
        Map<Integer, Evaluation> before = evaluations("killed");

        Ended resumed = start("search", "--resume", run("killed")).end();

        assertThat(undisturbed.exitCode()).isZero();
        assertThat(resumed.exitCode()).isZero();
        assertThat(before).hasSizeBetween(40, 199);
        assertThat(evaluations("killed")).containsAllEntriesOf(before).isEqualTo(evaluations("whole"));
        assertThat(winner("killed")).isEqualTo(winner("whole"));
    }

    @Test
    void ctrlCSaysHowToGoOnAndEndsWith130() throws Exception {
        Running search = start("search", "--out", run("run"));
        awaitEvaluations(search, "run", 20);
        long start = System.nanoTime();

        new ProcessBuilder("kill", "-INT", Long.toString(search.process().pid()))
                .start()
                .waitFor();
        Ended ended = search.end();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(ended.exitCode()).isEqualTo(130);
        assertThat(ended.err())
                .contains("tinyrig: interrupted; nothing that was finished is lost, go on with: "
                        + "tinyrig search --resume " + run("run"))
                .doesNotContain("Exception")
                .doesNotContain("bug");
        List<Entry> entries = ResultLog.read(folder.resolve("run")).entries();
        assertThat(entries.get(entries.size() - 1)).isInstanceOf(Entry.Interrupted.class);
        assertThat(start("search", "--resume", run("run")).end().exitCode()).isZero();
    }

    @Test
    void aDiskThatFillsUpEndsWithOneLineAndLosesNothing() throws Exception {
        Running search =
                start(List.of("bash", "-c", "ulimit -f 40; exec \"$0\" \"$@\""), "search", "--out", run("run"));

        Ended ended = search.end();

        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(ended.err().lines().filter(line -> line.startsWith("tinyrig:")))
                .singleElement()
                .asString()
                .contains("cannot write " + run("run") + "/log.jsonl (File too large); make room, then go on with "
                        + "--resume " + run("run"));
        assertThat(evaluations("run")).hasSizeGreaterThan(10);
        assertThat(start("search", "--resume", run("run")).end().exitCode()).isZero();
        assertThat(Files.exists(folder.resolve("run/log.torn"))).isFalse();
    }

    @Test
    void aRunBelongsToOneProcess() throws Exception {
        Running first = start("search", "--out", run("run"));
        awaitEvaluations(first, "run", 1);

        Ended second = start("search", "--resume", run("run")).end();
        first.kill();

        assertThat(second.exitCode()).isEqualTo(8);
        assertThat(second.err()).startsWith("tinyrig: " + run("run") + "/log.jsonl is in use by another tinyrig");
    }

    private String run(String name) {
        return folder.resolve(name).toString();
    }

    private Map<Integer, Evaluation> evaluations(String run) {
        return journal(run).all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .collect(Collectors.toMap(Evaluation::number, Function.identity()));
    }

    private Winner winner(String run) {
        return journal(run).last(Entry.Won.class).orElseThrow().winner();
    }

    private Journal journal(String run) {
        return ResultLog.read(folder.resolve(run));
    }

    private Running start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    private Running start(List<String> wrapper, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeMain.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        return new Running(process, errors);
    }

    private record Ended(int exitCode, String err) {}

    private record Running(Process process, Path errors) {
        Ended end() throws Exception {
            try {
                assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                        .as("ended within %s", BOUND)
                        .isTrue();
                return new Ended(process.exitValue(), Files.readString(errors));
            } finally {
                kill();
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    private void awaitEvaluations(Running search, String run, int count) throws Exception {
        Path log = folder.resolve(run).resolve(ResultLog.FILE);
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!Files.exists(log) || Files.size(log) == 0 || evaluations(run).size() < count) {
            assertThat(search.process().isAlive())
                    .as(() -> "search still runs: " + read(search.errors()))
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("%d evaluations within %s", count, BOUND)
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
