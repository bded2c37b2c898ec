package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.FakePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at several runs or spaces. */
class StudyCommandsTest extends InvokedCommands {
    StudyCommandsTest(@TempDir Path folder) {
        super(folder);
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
            "random+paths,proxyless@25x20+cmsis-nn",
            "--space",
            "searched@25x10",
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
        assertThat(ResultLog.read(folder.resolve("study/stm32f412/proxyless@25x20+cmsis-nn"))
                        .started()
                        .request())
                .matches(request -> request.space().equals(Optional.of("proxyless@25x20"))
                        && request.engine().equals(Optional.of("cmsis-nn"))
                        && request.target().equals("stm32f412"));
        assertThat(folder.resolve("study/comparison.md"))
                .content()
                .contains("| proxyless@25x20+cmsis-nn |", "| searched@25x10, random, shared by paths |");
    }

    @Test
    void aStudyWithMoreSeedsKeepsItsRunsAndComparesMeans() {
        FakePipeline pipeline = new FakePipeline();
        String study = folder.resolve("study").toString();
        String[] one = {"study", "--baselines", "random", "--preset", "tiny", "--out", study};
        String[] two = {"study", "--baselines", "random", "--preset", "tiny", "--seeds", "1,2", "--out", study};

        int first = execute(pipeline, one);
        assertThat(folder.resolve("study/comparison.md")).content().doesNotContain("Seeds");
        int second = execute(pipeline, two);

        assertThat(first).isZero();
        assertThat(second).isZero();
        assertThat(pipeline.done().stream().filter("train"::equals)).hasSize(4);
        assertThat(ResultLog.read(folder.resolve("study/stm32f746/random-seed2"))
                        .started()
                        .request()
                        .seed())
                .isEqualTo(2);
        assertThat(folder.resolve("study/comparison.md"))
                .content()
                .containsPattern(
                        "\\| searched, random \\| 1, 2 \\| [0-9.]+, [0-9.]+ \\| [0-9.]+ % \\| [+-][0-9.]+ points");
        assertThat(folder.resolve("study/comparison.html")).content().contains("<h3>Over seeds</h3>");
    }

    @Test
    void aStudyRefusesBaselinesThatMeanNothingAndRunsOfOtherOptions() {
        String study = folder.resolve("study").toString();
        execute(new FakePipeline(), "study", "--baselines", "random", "--preset", "tiny", "--out", study);

        assertThat(execute(new FakePipeline(), "study", "--baselines", "luck", "--out", study))
                .isEqualTo(2);
        assertThat(err.toString()).contains("unknown baseline 'luck'");
        FakePipeline idle = new FakePipeline();
        assertThat(execute(idle, "study", "--baselines", "random,mobilenetv2@9x9", "--out", study + 2))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no features of 9 frames");
        assertThat(idle.done()).isEmpty();
        assertThat(execute(new FakePipeline(), "study", "--baselines", "random", "--max-sram-kb", "9", "--out", study))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds a search with other options");
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
}
