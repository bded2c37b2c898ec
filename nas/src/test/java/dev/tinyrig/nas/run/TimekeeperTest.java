package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.log.Entries;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimekeeperTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Evolution.Settings SETTINGS = new Evolution.Settings(6, 3, 4, 0.1, Strategy.EVOLUTION, 42);

    private static final Evolution.Settings STEADY = new Evolution.Settings(6, 3, 4, 0.1, Strategy.STEADY, 42);
    private static final Duration LONG = Duration.ofHours(9);

    private final Path folder;

    TimekeeperTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyRunSaysBeforehandWhatItWillTake() {
        Journal journal = run(Duration.ofHours(1), 1, new FakePipeline());

        Entry.Estimated estimated = journal.last(Entry.Estimated.class).orElseThrow();
        assertThat(estimated.pace().of(estimated.effort()))
                .isEqualTo(Duration.ofMillis(300_000 + 24_000 + 225_000 + 13_200));
        assertThat(Phrases.estimate(estimated.effort(), estimated.pace()))
                .isEqualTo("about 9 min: training 5 min, search 24 s, fine-tuning 4 min, test on the device 13 s;"
                        + " 900 MB of memory, 13 MB of disk");
    }

    @Test
    void aBudgetThatIsLongEnoughCutsNothing() {
        FakePipeline pipeline = new FakePipeline();

        Journal journal = run(Duration.ofHours(1), 1, pipeline);

        assertThat(journal.all(Entry.Evaluated.class)).hasSize(24);
        assertThat(journal.last(Entry.Stopped.class)).isEmpty();
        assertThat(pipeline.done()).contains("shorten 3000 1500");
    }

    @Test
    void aShortBudgetCutsTrainingSearchAndFineTuningUntilAllFits() {
        Journal journal = run(Duration.ofMinutes(3), 1, new FakePipeline());

        Effort planned = journal.all(Entry.Planned.class).get(0).effort();
        assertThat(new FakePipeline().pace().of(planned)).isBetween(Duration.ofSeconds(140), Duration.ofSeconds(162));
        assertThat(planned.trainingSteps()).isBetween(500, 1_000);
        assertThat(planned.examples()).isEqualTo(66);
        assertThat(journal.last(Entry.Validated.class)).isPresent();
    }

    @Test
    void theSearchEndsWhileFineTuningAndTheTestStillFit() {
        Journal journal = run(Duration.ofMinutes(3), 10, new FakePipeline());

        int evaluated = journal.all(Entry.Evaluated.class).size();
        assertThat(evaluated).isBetween(6, 23);
        assertThat(journal.last(Entry.Stopped.class))
                .hasValueSatisfying(stopped -> assertThat(stopped.evaluations()).isEqualTo(evaluated));
    }

    @Test
    void aSteadySearchEndsByTheBudgetToo() {
        Journal journal = run(STEADY, Duration.ofMinutes(3), 10, new FakePipeline());

        int evaluated = journal.all(Entry.Evaluated.class).size();
        assertThat(evaluated).isBetween(2, 23);
        assertThat(journal.all(Entry.Stopped.class)).singleElement().satisfies(stopped -> assertThat(
                        evaluated - stopped.evaluations())
                .isBetween(0, 1));
        assertThat(journal.last(Entry.Validated.class)).isPresent();
        assertThat(run(STEADY, LONG, 1, new FakePipeline()).all(Entry.Evaluated.class))
                .hasSize(24);
    }

    @Test
    void aResumedRunGoesByTheDecisionsInItsLogWhateverItsClockSays() throws IOException {
        Journal undisturbed = run(Duration.ofMinutes(3), 10, new FakePipeline());
        List<String> lines = Files.readAllLines(folder.resolve("run").resolve(ResultLog.FILE));
        String untilStop = lines.stream()
                .limit(1 + indexOf(lines, "\"entry\":\"stop\""))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Path cut = Files.createDirectories(folder.resolve("cut"));
        Files.writeString(cut.resolve(ResultLog.FILE), untilStop);

        try (ResultLog log = ResultLog.resume(cut)) {
            log.append(new Entry.Resumed(START.plusSeconds(80_000), 0, 0, Optional.empty()));
            new SearchRun(new FakePipeline(), log, new SilentProgress(), ticking(80_000, 1)).run(2);

            assertThat(keys(log.journal())).isEqualTo(keys(undisturbed));
            assertThat(log.journal().last(Entry.Won.class).orElseThrow().winner())
                    .isEqualTo(undisturbed.last(Entry.Won.class).orElseThrow().winner());
        }
    }

    @Test
    void aBudgetThatNothingFitsInNamesTheLeast() {
        assertThatThrownBy(() -> run(Duration.ofSeconds(20), 1, new FakePipeline()))
                .isInstanceOf(RunException.class)
                .hasMessageMatching("--budget 20 s is too short: .* this machine needs 4\\d s; give --budget 1m, .*");
    }

    @Test
    void pausesDoNotCount() {
        Journal journal = new Journal(List.of(
                Entries.started(),
                new Entry.Budgeted(START.plusSeconds(10), Duration.ofMinutes(1)),
                new Entry.Resumed(START.plusSeconds(5_000), 0, 0, Optional.empty())));

        assertThat(journal.worked(START.plusSeconds(5_007))).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void aDiskThatIsTooSmallEndsTheRunBeforeItBegins() {
        Effort effort = new Effort(3_000, 24, 6, 3, 1_500, 66);
        Pace pace = new FakePipeline().pace();
        Room room = new Room(Optional.of(200_000_000L), 9_000_000);

        assertThatThrownBy(() -> room.refuseWhatDoesNotFit(effort, pace))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "the run needs about 14 MB on the disk, where 9 MB are left; make room or give another --out");
        assertThat(room.warning(pace))
                .hasValue(
                        "warning: this run needs about 900 MB of memory and only 200 MB are left; close other programs");
        assertThat(new Room(Optional.empty(), 1L << 40).warning(pace)).isEmpty();
    }

    private Journal run(Duration budget, long secondsPerLook, FakePipeline pipeline) {
        return run(SETTINGS, budget, secondsPerLook, pipeline);
    }

    private Journal run(Evolution.Settings settings, Duration budget, long secondsPerLook, FakePipeline pipeline) {
        Clock clock = ticking(0, secondsPerLook);
        try (ResultLog log = ResultLog.create(folder.resolve(budget.equals(LONG) ? "long" : "run"))) {
            log.append(new Entry.Started(clock.instant(), Entries.request(), settings, Entries.provenance()));
            log.append(new Entry.Budgeted(clock.instant(), budget));
            new SearchRun(pipeline, log, new SilentProgress(), clock).run(2);
            return log.journal();
        }
    }

    /** A clock that goes on whenever somebody looks at it. */
    private static Clock ticking(long from, long seconds) {
        AtomicLong looks = new AtomicLong();
        InstantSource source = () -> START.plusSeconds(from + seconds * looks.getAndIncrement());
        return source.withZone(ZoneOffset.UTC);
    }

    private static int indexOf(List<String> lines, String text) {
        int index = 0;
        while (!lines.get(index).contains(text)) {
            index++;
        }
        return index;
    }

    private static List<String> keys(Journal journal) {
        return journal.all(Entry.Evaluated.class).stream()
                .map(entry -> entry.evaluation().architecture().key())
                .sorted()
                .toList();
    }
}
