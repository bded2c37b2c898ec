package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.FakePipeline;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.TrainingPipelines;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.target.Placement.Tcm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CommandLineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSearchPrintsItsWinnerAndLeavesLogReportAndFolder() {
        int code = execute(new FakePipeline(), "search", "--out", run());

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("on device        95.5 % (63/66, 87.5 to 98.4 %)")
                .contains("float model      90.9 % (60/66)")
                .contains("mismatches       0 of 66 outputs differ from the reference")
                .contains("latency          11.50 ms (simulated: instructions x 1.37 / 168 MHz)")
                .contains("limits           met")
                .contains("measured, ")
                .contains("per candidate    1.01 s from architecture to measurement (median)");
        assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("run/winner/firmware.elf")).isNotEmptyFile();
        assertThat(err.toString()).contains("searching: 200 of 200 (100 %)");
    }

    @Test
    void aServedSearchSaysWhereOnce() {
        execute(new FakePipeline(), "search", "--out", run(), "--serve");

        assertThat(err.toString()).containsOnlyOnce("live: http://127.0.0.1:");
    }

    @Test
    void theLogSaysWhereItsNumbersComeFrom() {
        execute(new FakePipeline(), "search", "--out", run(), "--seed", "7", "--max-latency-ms", "55.5");

        Entry.Started started = journal().started();
        assertThat(started.request().seed()).isEqualTo(7);
        assertThat(started.request().limits()).isEqualTo(new Limits(55.5, 8, 48));
        assertThat(started.provenance().commandLine())
                .containsExactly("search", "--out", run(), "--seed", "7", "--max-latency-ms", "55.5");
        assertThat(started.provenance().host().cores()).isPositive();
    }

    @Test
    void withoutOutTheFolderIsNamedByTaskAndTime() {
        Pipeline.Factory remembering = (request, run, capacity, progress) -> {
            assertThat(run).isEqualTo(Path.of("results/speech-commands-20260102-030405"));
            throw new RunException(Fault.DATA, "far enough");
        };

        assertThat(execute(remembering, "search")).isEqualTo(4);
    }

    @Test
    void dataComeFromTheOptionElseFromTheEnvironment() {
        Pipeline.Factory asking = (request, run, capacity, progress) -> {
            throw new RunException(Fault.DATA, "data: " + request.data().orElse("none"));
        };

        execute(asking, "search", "--out", run(), "--data", "here");
        execute(asking, "search", "--out", run());

        assertThat(err.toString()).contains("data: here").contains("data: from the environment");
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
    void validateTestsTheWinnerAgain() {
        execute(new FakePipeline(), "search", "--out", run());
        FakePipeline pipeline = new FakePipeline();

        int code = execute(pipeline, "validate", run());

        assertThat(code).isZero();
        assertThat(pipeline.done()).containsExactly("validate", "close");
        assertThat(journal().all(Entry.Validated.class)).hasSize(2);
    }

    @Test
    void comparesTheWinnersOfRuns() {
        String random = folder.resolve("random").toString();
        execute(new FakePipeline(), "search", "--out", run(), "--preset", "tiny");
        execute(new FakePipeline(), "search", "--out", random, "--preset", "tiny", "--strategy", "random");
        out.getBuffer().setLength(0);

        int code = execute(new FakePipeline(), "compare", run(), random);

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("## stm32f405, at most ")
                .containsPattern("\\| run \\| searched, evolution \\| [0-9.]+ %.* \\| - \\|")
                .containsPattern("\\| random \\| searched, random \\| [0-9.]+ %.* \\| [+-][0-9.]+ points \\(");
    }

    @Test
    void comparisonsAreWrittenAsAPageAndAsMarkdown() throws IOException {
        execute(new FakePipeline(), "search", "--out", run(), "--preset", "tiny");
        Path page = folder.resolve("both");

        int code = execute(new FakePipeline(), "compare", run(), run(), "--out", page.toString());

        assertThat(code).isZero();
        assertThat(page.resolve("comparison.md")).content().contains("searched, evolution");
        assertThat(page.resolve("comparison.html")).content().contains("<td>searched, evolution</td>");
    }

    @Test
    void aStudySearchesEachVariantOnEachTargetOnceAndComparesThem() {
        FakePipeline pipeline = new FakePipeline();
        String study = folder.resolve("study").toString();
        String[] command = {
            "study",
            "--targets",
            "stm32f746,stm32f412",
            "--baselines",
            "random,proxyless+cmsis-nn",
            "--preset",
            "tiny",
            "--out",
            study
        };

        int code = execute(pipeline, command);
        long trainings = pipeline.done().stream().filter("train"::equals).count();
        int again = execute(pipeline, command);

        assertThat(code).isZero();
        assertThat(again).isZero();
        assertThat(trainings).isEqualTo(6);
        assertThat(pipeline.done().stream().filter("train"::equals)).hasSize(6);
        assertThat(ResultLog.read(folder.resolve("study/stm32f412/proxyless+cmsis-nn"))
                        .started()
                        .request())
                .matches(request -> request.space().equals(Optional.of("proxyless"))
                        && request.engine().equals(Optional.of("cmsis-nn"))
                        && request.target().equals("stm32f412"));
        assertThat(folder.resolve("study/comparison.md")).content().contains("| proxyless+cmsis-nn |");
    }

    @Test
    void aStudyRefusesBaselinesThatMeanNothingAndRunsOfOtherOptions() {
        String study = folder.resolve("study").toString();
        execute(new FakePipeline(), "study", "--baselines", "random", "--preset", "tiny", "--out", study);

        assertThat(execute(new FakePipeline(), "study", "--baselines", "luck", "--out", study))
                .isEqualTo(2);
        assertThat(err.toString()).contains("unknown baseline 'luck'");
        assertThat(execute(new FakePipeline(), "study", "--baselines", "random", "--seed", "9", "--out", study))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds a search with other options");
    }

    @Test
    void framesASecondAreALimitOfLatency() {
        execute(new FakePipeline(), "search", "--out", run(), "--preset", "tiny", "--fps", "5");

        assertThat(journal().started().request().limits().maxLatencyMs()).isEqualTo(200);
        assertThat(execute(new FakePipeline(), "search", "--fps", "5", "--max-latency-ms", "3"))
                .isEqualTo(2);
    }

    @Test
    void theLogKnowsWhatTightlyCoupledMemoriesWereAskedFor() {
        execute(new FakePipeline(), "search", "--out", run(), "--preset", "tiny", "--tcm", "all");

        assertThat(journal().started().request().tcm()).contains(Tcm.ALL);
        assertThat(execute(new FakePipeline(), "search", "--resume", run(), "--tcm", "off"))
                .isEqualTo(2);
    }

    @Test
    void anUnknownEngineIsRefused() {
        assertThat(execute(new FakePipeline(), "search", "--engine", "abacus")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown engine 'abacus'; known are cmsis-nn, tflm");
    }

    @Test
    void comparesNoRunsThatHaveNotEnded() {
        assertThat(execute(new FakePipeline(), "compare", run(), run())).isEqualTo(8);
    }

    @Test
    void reportIsRenderedAgain() throws IOException {
        execute(new FakePipeline(), "search", "--out", run());
        String before = Files.readString(folder.resolve("run/report.html"));
        Files.delete(folder.resolve("run/report.html"));

        int code = execute(new FakePipeline(), "report", run());

        assertThat(code).isZero();
        assertThat(Files.readString(folder.resolve("run/report.html"))).isEqualTo(before);
    }

    @Test
    void theSpacesOfSpeechAreRankedWithinTheTasksLimits() {
        int code =
                execute(new FakePipeline(), "spaces", "--task", "speech-commands", "--networks", "5", "--out", run());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("540 networks of 108 spaces").contains("keywords-quick-");
        assertThat(folder.resolve("run/report.html")).content().contains("16 KB");
    }

    @Test
    void theBestSpaceIsChosenBeforeTheSearchAndLogged() {
        int code = execute(new FakePipeline(), "search", "--out", run(), "--preset", "tiny", "--space", "best");

        assertThat(code).isZero();
        assertThat(err.toString()).containsPattern("space: w[01]\\.[0-9]@(mel)?[0-9]+x[0-9]+, the best of 108");
        assertThat(journal().started().request().space().orElseThrow()).startsWith("w");
    }

    @Test
    void targetsAreListed() {
        assertThat(execute(new FakePipeline(), "targets")).isZero();
        assertThat(out.toString()).contains("stm32f405").contains("stm32h743").contains("cortex-m7");
    }

    @Test
    void helpShowsExamplesAndExitCodes() {
        execute(new FakePipeline(), "--help");
        execute(new FakePipeline(), "search", "--help");

        assertThat(out.toString()).contains("Examples:").contains("tinyrig search --resume");
        for (Map.Entry<String, String> code : ExitCode.help().entrySet()) {
            assertThat(out.toString()).containsPattern(" " + code.getKey() + " +" + Pattern.quote(code.getValue()));
        }
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

    private int execute(Pipeline pipeline, String... arguments) {
        return execute((request, run, capacity, progress) -> pipeline, arguments);
    }

    private int execute(Pipeline.Factory pipelines, String... arguments) {
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                Map.of("TINYRIG_DATA", "from the environment"));
        return Main.commandLine(terminal, pipelines, CLOCK).execute(arguments);
    }

    private Journal journal() {
        return ResultLog.read(folder.resolve("run"));
    }

    private String run() {
        return folder.resolve("run").toString();
    }
}
