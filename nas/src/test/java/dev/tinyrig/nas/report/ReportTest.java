package dev.tinyrig.nas.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final String whole = Report.render(new Journal(SampleRun.entries(false)));

    @Test
    void showsTheWinnerWithItsUncertainty() {
        assertThat(whole)
                .contains("378 of 430 test examples")
                .contains("95 % interval 84.5 to 90.7 %")
                .contains("float model 88.4 %")
                .contains("0 outputs differ from the reference")
                .contains("simulated: instructions x 1.37 / 168 MHz");
    }

    @Test
    void showsWhatTheLastChoiceWasBetween() {
        assertThat(whole)
                .contains("The last choice")
                .containsSubsequence(
                        "<td class=\"n\">90.8</td>", "<td class=\"n\">90.3</td>", "<td class=\"n\">608</td>");
    }

    @Test
    void saysSyntheticWhereverAnAccuracyStands() {
        String synthetic = Report.render(new Journal(SampleRun.entries(true)));

        assertThat(synthetic)
                .contains("Synthetic speech: accuracies say nothing about people")
                .contains("accuracy on the device, synthetic speech")
                .contains("what the device heard; synthetic speech");
        assertThat(whole).doesNotContainIgnoringCase("synthetic speech");
    }

    @Test
    void opensOffline() {
        assertThat(whole).contains("Chart.js v4").doesNotContain("<script src").doesNotContain("<link");
    }

    @Test
    void rendersARunThatHasOnlyBegun() {
        List<Entry> begun = SampleRun.entries(false).subList(0, 1);

        String page = Report.render(new Journal(begun));

        assertThat(page)
                .contains("This run has not ended")
                .doesNotContain("<canvas")
                .doesNotContain("<h2>Winner");
    }

    @Test
    void isMadeFromTheLogAlone(@TempDir Path run) throws IOException {
        try (ResultLog log = ResultLog.create(run)) {
            SampleRun.entries(false).forEach(log::append);
        }

        Path file = Report.write(run);

        assertThat(Files.readString(file)).isEqualTo(whole);
    }

    @Test
    void showsHowTheLossFell() {
        assertThat(whole)
                .contains("<canvas id=\"losses\">")
                .contains("{\"what\":\"super-network\",\"steps\":[{\"step\":30,\"loss\":2.31},"
                        + "{\"step\":3000,\"loss\":0.71}]}");
    }

    @Test
    void theParetoFrontHoldsWhatNothingBetters() {
        ChartData.Point cheap = new ChartData.Point(0, "cheap", 70, 1, 1, 1);
        ChartData.Point good = new ChartData.Point(1, "good", 90, 5, 5, 5);
        ChartData.Point dominated = new ChartData.Point(2, "dominated", 80, 6, 6, 6);
        ChartData.Point twin = new ChartData.Point(3, "twin", 60, 1, 1, 1);

        assertThat(ChartData.front(List.of(dominated, good, twin, cheap), ChartData.Point::latency))
                .containsExactly(cheap, good);
    }

    @Test
    void theIntervalIsWilsons() {
        Interval interval = Interval.of(900, 1000);

        assertThat(interval).hasToString("90.0 % (900/1000, 88.0 to 91.7 %)");
    }
}
