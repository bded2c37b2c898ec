package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.log.Entries;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluator;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Fitness;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.rig.lab.BenchFault;
import dev.tinyrig.rig.measure.ErrorClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchRunTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final Evolution.Settings SETTINGS = new Evolution.Settings(6, 3, 4, 0.1, Strategy.EVOLUTION, 42);

    private final Path folder;

    SearchRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void goesFromProbeToValidationInOrder() {
        FakePipeline pipeline = new FakePipeline();

        Journal journal = undisturbed(pipeline, folder.resolve("run"));

        assertThat(journal.all(Entry.Evaluated.class)).hasSize(24);
        assertThat(journal.last(Entry.Won.class)).isPresent();
        assertThat(pipeline.done()).startsWith("probe", "train").endsWith("finish", "validate");
        assertThat(journal.entries().stream()
                        .map(entry -> entry.getClass().getSimpleName())
                        .distinct())
                .containsExactly(
                        "Started",
                        "Probed",
                        "Estimated",
                        "Learned",
                        "Trained",
                        "Evaluated",
                        "Judged",
                        "Won",
                        "Validated");
    }

    @Test
    void theFinalistThatIsBestInInt8WinsWhateverItsRankInTheSearch() {
        FakePipeline pipeline = new FakePipeline();

        Journal journal = undisturbed(pipeline, folder.resolve("run"));

        List<Evaluation> ranked = new Fitness(Entries.request().limits()).best(evaluations(journal), 3);
        List<Finalist> finalists = journal.all(Entry.Judged.class).stream()
                .map(Entry.Judged::finalist)
                .toList();
        Finalist best = finalists.stream().min(Finalist.BEST_FIRST).orElseThrow();
        assertThat(finalists)
                .extracting(Finalist::evaluation)
                .isEqualTo(ranked.stream().map(Evaluation::number).toList());
        assertThat(best.evaluation()).isNotEqualTo(ranked.get(0).number());
        assertThat(journal.last(Entry.Won.class).orElseThrow().winner().evaluation())
                .isEqualTo(best.evaluation());
    }

    @Test
    void aRunCutOffAnywhereEndsAsTheUndisturbedOneAndRepeatsNothing() throws IOException {
        Journal undisturbed = undisturbed(new FakePipeline(), folder.resolve("whole"));
        byte[] log = Files.readAllBytes(folder.resolve("whole/log.jsonl"));
        int firstLine = new String(log, StandardCharsets.UTF_8).indexOf('\n') + 1;

        for (int cut : cuts(log, firstLine)) {
            Path run = Files.createDirectories(folder.resolve("cut-" + cut));
            Files.write(run.resolve("log.jsonl"), Arrays.copyOf(log, cut));
            Set<String> finished = keys(ResultLog.read(run));
            FakePipeline pipeline = new FakePipeline();

            Journal resumed = resumed(pipeline, run);

            assertThat(evaluations(resumed)).isEqualTo(evaluations(undisturbed));
            assertThat(resumed.last(Entry.Won.class)).isEqualTo(undisturbed.last(Entry.Won.class));
            assertThat(resumed.all(Entry.Trained.class)).hasSize(4);
            assertThat(resumed.all(Entry.Judged.class)).isEqualTo(undisturbed.all(Entry.Judged.class));
            assertThat(pipeline.done()).noneMatch(finished::contains);
        }
    }

    @Test
    void aFinishedRunDoesNothingMore() {
        undisturbed(new FakePipeline(), folder.resolve("run"));
        FakePipeline pipeline = new FakePipeline();

        resumed(pipeline, folder.resolve("run"));

        assertThat(pipeline.done()).isEmpty();
    }

    @Test
    void whatHadEndedIsInTheLogWhenTheRigFails() {
        FakePipeline failing =
                new FakePipeline(evaluator -> proposal -> failAt(13, evaluator).evaluate(proposal));

        assertThatThrownBy(() -> undisturbed(failing, folder.resolve("run"))).hasMessage("the bench is gone");

        Journal journal = ResultLog.read(folder.resolve("run"));
        assertThat(journal.all(Entry.Evaluated.class)).hasSizeGreaterThanOrEqualTo(12);
        Journal resumed = resumed(new FakePipeline(), folder.resolve("run"));
        Journal undisturbed = undisturbed(new FakePipeline(), folder.resolve("other"));
        assertThat(evaluations(resumed)).isEqualTo(evaluations(undisturbed));
    }

    @Test
    void limitsThatTheSmallestNetworkMissesEndTheRunBeforeTraining() {
        FakePipeline pipeline = new FakePipeline();

        assertThatThrownBy(() -> run(pipeline, folder.resolve("run"), new Limits(1, 25, 128)))
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOTHING_FITS))
                .hasMessageMatching("even the smallest network does not meet the limits: the nearest, \\S+, needs "
                        + "[0-9.]+ ms where 1 is allowed; raise --max-latency-ms.*");

        assertThat(pipeline.done()).containsExactly("probe");
    }

    @Test
    void aBenchFaultIsLoggedAndBlamesNoCandidate() {
        FakePipeline pipeline = new FakePipeline();
        BenchFault early = new BenchFault(CLOCK.instant(), "qemu-0", ErrorClass.INFRASTRUCTURE, 1, "QEMU was killed");
        pipeline.fault(early);

        Journal disturbed = undisturbed(pipeline, folder.resolve("disturbed"));

        assertThat(disturbed.all(Entry.Faulted.class)).containsExactly(new Entry.Faulted(CLOCK.instant(), early));
        assertThat(evaluations(disturbed))
                .isEqualTo(evaluations(undisturbed(new FakePipeline(), folder.resolve("run"))));
    }

    @Test
    void theFaultThatEndsARunIsLoggedAsWell() {
        BenchFault last = new BenchFault(CLOCK.instant(), "qemu-0", ErrorClass.INFRASTRUCTURE, 2, "no bench is left");
        FakePipeline pipeline = new FakePipeline(evaluator -> failAt(3, evaluator));
        pipeline.fault(last);

        assertThatThrownBy(() -> undisturbed(pipeline, folder.resolve("run"))).hasMessage("the bench is gone");

        assertThat(ResultLog.read(folder.resolve("run")).all(Entry.Faulted.class))
                .hasSize(1);
    }

    @Test
    void theBestCandidateIsNoWinnerWhenItsTestOnTheDeviceExceedsTheLimits() {
        Path run = folder.resolve("run");
        Limits narrow = new Limits(60, 25, 19);

        assertThatThrownBy(() -> run(new FakePipeline(), run, narrow))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("needs 19.53 KB of flash where 19 is allowed in its test on the device");

        assertThat(ResultLog.read(run).all(Entry.Evaluated.class)).isNotEmpty();
    }

    @Test
    void aSteadySearchCutOffAnywhereEndsAsTheUndisturbedOne() throws IOException {
        Evolution.Settings steady = new Evolution.Settings(6, 3, 4, 0.1, Strategy.STEADY, 42);
        Path whole = folder.resolve("whole");
        try (ResultLog log = ResultLog.create(whole)) {
            log.append(new Entry.Started(CLOCK.instant(), Entries.request(), steady, Entries.provenance()));
            new SearchRun(new FakePipeline(), log, new SilentProgress(), CLOCK).run(1);
        }
        List<String> lines = Files.readAllLines(whole.resolve("log.jsonl"));
        Path cut = Files.createDirectories(folder.resolve("cut"));
        Files.write(cut.resolve("log.jsonl"), lines.subList(0, 15));

        try (ResultLog log = ResultLog.resume(cut)) {
            new SearchRun(new FakePipeline(), log, new SilentProgress(), CLOCK).run(1);
        }

        Journal undisturbed = ResultLog.read(whole);
        assertThat(evaluations(ResultLog.read(cut)))
                .isEqualTo(evaluations(undisturbed))
                .hasSize(24);
        assertThat(ResultLog.read(cut).last(Entry.Won.class)).isEqualTo(undisturbed.last(Entry.Won.class));
    }

    private Journal undisturbed(FakePipeline pipeline, Path run) {
        Request request = Entries.request();
        return run(pipeline, run, request.limits());
    }

    private static Journal run(FakePipeline pipeline, Path run, Limits limits) {
        Request model = Entries.request();
        Request request = new Request(
                model.task(),
                model.preset(),
                model.target(),
                model.bench(),
                limits,
                model.seed(),
                model.space(),
                model.engine(),
                model.tcm(),
                model.sharing(),
                model.data());
        try (ResultLog log = ResultLog.create(run)) {
            log.append(new Entry.Started(CLOCK.instant(), request, SETTINGS, Entries.provenance()));
            new SearchRun(pipeline, log, new SilentProgress(), CLOCK).run(2);
            return log.journal();
        }
    }

    private static Journal resumed(FakePipeline pipeline, Path run) {
        try (ResultLog log = ResultLog.resume(run)) {
            new SearchRun(pipeline, log, new SilentProgress(), CLOCK).run(2);
            return log.journal();
        }
    }

    private static Evaluator failAt(int number, Evaluator evaluator) {
        return proposal -> {
            if (proposal.number() == number) {
                throw new IllegalStateException("the bench is gone");
            }
            return evaluator.evaluate(proposal);
        };
    }

    /** Every line's end and somewhere inside every line. */
    private static List<Integer> cuts(byte[] log, int firstLine) {
        List<Integer> cuts = new ArrayList<>();
        for (int i = firstLine; i <= log.length; i++) {
            if (log[i - 1] == '\n') {
                cuts.add(i);
                cuts.add(Math.min(log.length, i + 1));
                cuts.add(Math.min(log.length, i + 60));
            }
        }
        return cuts.stream().distinct().toList();
    }

    private static Set<String> keys(Journal journal) {
        return journal.all(Entry.Evaluated.class).stream()
                .map(entry -> entry.evaluation().architecture().key())
                .collect(Collectors.toSet());
    }

    /** They are logged as they end, on two benches in any order. */
    private static List<Evaluation> evaluations(Journal journal) {
        return journal.all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .sorted(Comparator.comparingInt(Evaluation::number))
                .toList();
    }
}
