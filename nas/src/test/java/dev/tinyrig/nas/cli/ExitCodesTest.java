package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.FakePipeline;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.TrainingPipelines;
import dev.tinyrig.rig.lab.LabException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong ends with one line and a code that says what it was. */
class ExitCodesTest extends InvokedCommands {
    ExitCodesTest(@TempDir Path folder) {
        super(folder);
    }

    @ParameterizedTest
    @MethodSource
    void wrongOptionsEndWithOneLineAndCode2(String[] arguments, String message) {
        int code = execute(new TrainingPipelines(Map.of()), arguments);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).startsWith("tinyrig: " + message);
    }

    static Stream<Arguments> wrongOptionsEndWithOneLineAndCode2() {
        return Stream.of(
                wrong("give a command: search, "),
                wrong("Unmatched argument at index 0: 'serch' (did you mean 'search'", "serch"),
                wrong("Unknown option: '--sedd' (did you mean '--seed'", "search", "--sedd"),
                wrong("unknown target 'stm32f999'; known are stm32f405", "search", "--target", "stm32f999"),
                wrong("bench qemu does not run target stm32h743", "search", "--bench", "qemu", "--target", "stm32h743"),
                wrong(
                        "unknown kind of bench 'simics'; known are qemu, renode, sim, sim-instructions",
                        "search",
                        "--bench",
                        "simics"),
                wrong(
                        "unknown task 'chess'; known are speech-commands, speech-words, visual-wake-words, pictures",
                        "search",
                        "--task",
                        "chess"),
                wrong("unknown preset 'slow'; known are standard, quick, tiny", "search", "--preset", "slow"),
                wrong("limits must be positive", "search", "--max-latency-ms", "-3"),
                wrong(
                        "Invalid value for option '--budget': '30' is no time; give one such as 90s, 30m or 1h30m",
                        "search",
                        "--budget",
                        "30"),
                wrong(
                        "Invalid value for option '--max-latency-ms': '5ms' is no number; give one without a unit,"
                                + " such as 12 or 2.5",
                        "search",
                        "--max-latency-ms",
                        "5ms"),
                wrong(
                        "Invalid value for option '--seed': 'one' is no whole number; give one without a unit, such as 12",
                        "search",
                        "--seed",
                        "one"),
                wrong("--serve 70000 is no port: give 1 to 65535, or none", "search", "--serve", "70000"),
                wrong("--benches, --threads and --patience must be at least 1", "search", "--benches", "0"),
                wrong("--seed cannot be given with --resume", "search", "--resume", "x", "--seed", "2"));
    }

    private static Arguments wrong(String message, String... arguments) {
        return Arguments.of(arguments, message);
    }

    @Test
    void aMissingCompilerIsNamedWithItsPackage() {
        Map<String, String> qemuOnly = Map.of("PATH", "", "TINYRIG_QEMU", "/bin/true");

        int code = execute(new TrainingPipelines(qemuOnly), "search", "--out", run());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).hasLineCount(1).contains("apt-get install gcc-arm-none-eabi");
    }

    @Test
    void aMissingEmulatorIsNamedWithItsPackage() {
        Map<String, String> compilerOnly = Map.of("PATH", "", "TINYRIG_ARM_GCC", "/bin/true");

        int code = execute(
                new TrainingPipelines(compilerOnly),
                "search",
                "--bench",
                "qemu",
                "--target",
                "stm32f405",
                "--out",
                run());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).hasLineCount(1).contains("apt-get install qemu-system-arm");
    }

    @Test
    void aMissingSpeakerIsNamedWithItsPackage() {
        Map<String, String> speechless =
                Map.of("PATH", "", "TINYRIG_ARM_GCC", "/bin/true", "TINYRIG_QEMU", "/bin/true");
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, Map.of());

        int code = Main.commandLine(terminal, new TrainingPipelines(speechless), CLOCK)
                .execute("search", "--out", run());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString())
                .hasLineCount(1)
                .contains("give recordings with --data or run 'apt-get install espeak-ng'");
    }

    @Test
    void anEmptyDataFolderEndsWithCode4() {
        Map<String, String> tools = Map.of("PATH", "", "TINYRIG_ARM_GCC", "/bin/true", "TINYRIG_QEMU", "/bin/true");

        int code = execute(new TrainingPipelines(tools), "search", "--out", run(), "--data", folder.toString());

        assertThat(code).isEqualTo(4);
        assertThat(err.toString()).hasLineCount(1).contains(folder.toString());
    }

    @Test
    void picturesThatNobodyNamedEndWithCode4AndLeaveNoRun() {
        Map<String, String> tools = Map.of("PATH", "", "TINYRIG_ARM_GCC", "/bin/true");
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, Map.of());

        int code = Main.commandLine(terminal, new TrainingPipelines(tools), CLOCK)
                .execute("search", "--out", run(), "--task", "visual-wake-words");

        assertThat(code).isEqualTo(4);
        assertThat(err.toString()).hasLineCount(1).contains("give their folder with --data");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void brokenDataEndWithCode4() {
        assertThat(failingWith(new DataException("yes/a.wav is no PCM file"))).isEqualTo(4);
        assertThat(err.toString()).isEqualTo("tinyrig: yes/a.wav is no PCM file\n");
    }

    @Test
    void limitsThatNothingMeetsEndWithCode5AndTheNearestMiss() {
        int code = execute(new FakePipeline(), "search", "--out", run(), "--max-latency-ms", "1");

        assertThat(code).isEqualTo(5);
        assertThat(err.toString())
                .containsPattern("tinyrig: even the smallest network does not meet the limits: the nearest, "
                        + "w0.5/k3e2/k3e2/k3e2, needs [0-9.]+ ms where 1 is allowed");
        assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
    }

    @Test
    void aFailedBenchEndsWithCode6AndKeepsTheLog() {
        FakePipeline failing = new FakePipeline(evaluator -> proposal -> {
            throw new LabException("every bench failed:\n  attempt 1 on qemu-0: gone");
        });

        int code = execute(failing, "search", "--out", run());

        assertThat(code).isEqualTo(6);
        assertThat(err.toString()).contains("tinyrig: every bench failed: | attempt 1 on qemu-0: gone");
        assertThat(journal().last(Entry.Trained.class)).isPresent();
    }

    @Test
    void aFolderThatCannotBeWrittenEndsWithCode7() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        int code = execute(
                new FakePipeline(), "search", "--out", file.resolve("run").toString());

        assertThat(code).isEqualTo(7);
        assertThat(err.toString()).hasLineCount(1).contains("cannot write");
    }

    @Test
    void aRunThatIsThereAlreadyEndsWithCode8() {
        execute(new FakePipeline(), "search", "--out", run());

        assertThat(execute(new FakePipeline(), "search", "--out", run())).isEqualTo(8);
        assertThat(err.toString()).contains("holds a run already; give another --out, or go on with --resume " + run());
    }

    @Test
    void aDamagedLogEndsWithCode8() throws IOException {
        execute(new FakePipeline(), "search", "--out", run());
        Files.writeString(folder.resolve("run/log.jsonl"), "garbage\n", StandardOpenOption.APPEND);

        assertThat(execute(new FakePipeline(), "report", run())).isEqualTo(8);
        assertThat(execute(new FakePipeline(), "search", "--resume", run())).isEqualTo(8);
        assertThat(execute(
                        new FakePipeline(),
                        "search",
                        "--resume",
                        folder.resolve("none").toString()))
                .isEqualTo(8);
    }

    @Test
    void aBugEndsWithCode1AndShowsItsTraceOnlyWhenAsked() {
        assertThat(failingWith(new ArithmeticException("/ by zero"))).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).startsWith("tinyrig: this is a bug: / by zero; run with --verbose");

        assertThat(failingWith(new ArithmeticException("/ by zero"), "--verbose"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("at dev.tinyrig.nas.cli");
    }

    @Test
    void resumingWithOtherDataIsRefused() {
        execute(new FakePipeline(), "search", "--out", run());
        FakePipeline other = new FakePipeline().withDataHash("another");

        assertThat(execute(other, "search", "--resume", run())).isEqualTo(4);
        assertThat(err.toString()).contains("the data are not those that the run started with");
    }

    @Test
    void resumingWhatAnotherCommitBeganIsSaidAndLogged() throws IOException {
        execute(new FakePipeline(), "search", "--out", run());
        Path log = folder.resolve("run/log.jsonl");
        Files.writeString(log, Files.readString(log).replace("\"commit\":\"unknown\"", "\"commit\":\"f00d\""));

        assertThat(execute(new FakePipeline(), "search", "--resume", run())).isZero();
        assertThat(err.toString()).contains("the run was begun by tinyrig at commit f00d, and this is unknown");
        assertThat(ResultLog.read(folder.resolve("run")).all(Entry.Resumed.class))
                .extracting(Entry.Resumed::commit)
                .containsExactly(Optional.of("unknown"));
    }

    @Test
    void anUnknownEngineIsRefused() {
        assertThat(execute(new FakePipeline(), "search", "--engine", "abacus")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown engine 'abacus'; known are cmsis-nn, tflm");
    }

    private int failingWith(RuntimeException failure, String... more) {
        Pipeline.Factory failing = (request, run, capacity, progress) -> {
            throw failure;
        };
        return execute(
                failing,
                Stream.concat(Stream.of("search", "--out", run()), Stream.of(more))
                        .toArray(String[]::new));
    }
}
