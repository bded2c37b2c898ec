package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.run.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter text = new StringWriter();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Progress lines = new LineProgress(new PrintWriter(text, true), clock);

    @Test
    void aBarShowsShareStepsAndWhatIsLeft() {
        assertThat(BarLine.of("training super-network", 63, 150, 35, "loss 2.11", 90))
                .isEqualTo("training super-network ███████████▎░░░░░░░░░░░░░░░  42 %  63 of 150  48 s left  loss 2.11 ")
                .hasSize(90);
    }

    @Test
    void aTaskThatIsDoneLeavesOnlyWhatItTook() {
        assertThat(BarLine.of("searching", 200, 200, 250, "best 89.5 %", 60))
                .isEqualTo("searching              200 of 200 in 4 min  best 89.5 %     ");
    }

    @Test
    void aNarrowTerminalHasNoBarAndNoSecondLine() {
        assertThat(BarLine.of("training super-network", 63, 150, 35, "loss 2.11", 50))
                .isEqualTo("training super-network   42 %  63 of 150  48 s lef");
    }

    @Test
    void aLogHasALineWhenATaskEnds() {
        try (Progress.Task task = lines.task("searching", 200)) {
            task.done(100);
            wait(10);
            task.note("best 89.5 %");
            task.done(200);
        }

        assertThat(text).hasToString("searching: 200 of 200 (100 %), 10 s, 20.0/s; best 89.5 %\n");
    }

    @Test
    void aLogHasFewerLinesTheLongerATaskTakes() {
        try (Progress.Task task = lines.task("training", 36_000)) {
            for (int second = 1; second <= 3_600; second++) {
                wait(1);
                task.done(10L * second);
            }
        }

        assertThat(text.toString().lines())
                .hasSizeLessThan(40)
                .first()
                .isEqualTo("training: 200 of 36000 (1 %), 20 s, 10.0/s, 60 min left");
    }

    @Test
    void whatIsReadFromACacheLeavesNoLine() {
        try (Progress.Task task = lines.task("synthesising speech", 400)) {
            task.note("");
        }

        assertThat(text.toString()).isEmpty();
    }

    private void wait(int seconds) {
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(seconds)));
    }
}
