package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.run.FakePipeline;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.rig.target.Placement.Tcm;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest extends InvokedCommands {
    CommandLineTest(@TempDir Path folder) {
        super(folder);
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
}
