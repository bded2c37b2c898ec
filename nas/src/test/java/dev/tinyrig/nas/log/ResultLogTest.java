package dev.tinyrig.nas.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.log.LogException.Fault;
import dev.tinyrig.nas.report.RunFacts;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.FakeEvaluator;
import dev.tinyrig.nas.search.Fitness;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.rig.measure.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultLogTest {
    private final Path folder;

    ResultLogTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyKindOfEntryIsReadBackAsItWas() {
        List<Entry> entries = Entries.oneOfEach();
        try (ResultLog log = ResultLog.create(folder.resolve("run"))) {
            entries.forEach(log::append);
        }

        assertThat(ResultLog.read(folder.resolve("run")).entries()).isEqualTo(entries);
        assertThat(entries.stream().map(Object::getClass).distinct().toList())
                .hasSize(Entry.class.getPermittedSubclasses().length);
    }

    @Test
    void everyOutcomeIsReadBackAsItWas() {
        List<Evaluation> evaluations = new FakeEvaluator().sampled(300);
        try (ResultLog log = started(folder.resolve("run"))) {
            evaluations.forEach(evaluation -> log.append(new Entry.Evaluated(Instant.EPOCH, evaluation)));
        }

        List<Evaluation> read = ResultLog.read(folder.resolve("run")).all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .toList();

        assertThat(read).isEqualTo(evaluations);
        assertThat(read)
                .extracting(evaluation -> (Object) evaluation.outcome().getClass())
                .contains(Outcome.Measured.class, Outcome.Rejected.class, Outcome.Crashed.class);
    }

    @Test
    void aLineIsPlainJsonThatPeopleCanRead() throws IOException {
        try (ResultLog log = started(folder.resolve("run"))) {
            log.append(new Entry.Interrupted(Instant.parse("2026-01-02T03:04:05Z"), "Ctrl-C"));
        }

        assertThat(Files.readAllLines(folder.resolve("run/log.jsonl")).get(1))
                .isEqualTo("{\"entry\":\"interrupted\",\"at\":\"2026-01-02T03:04:05Z\",\"why\":\"Ctrl-C\"}");
    }

    @Test
    void aLineSaysWhoseFaultItIs() throws IOException {
        try (ResultLog log = started(folder.resolve("run"))) {
            new FakeEvaluator()
                    .sampled(300)
                    .forEach(evaluation -> log.append(new Entry.Evaluated(Instant.EPOCH, evaluation)));
        }

        List<String> lines = Files.readAllLines(folder.resolve("run/log.jsonl"));
        assertThat(lines)
                .filteredOn(line -> line.contains("\"kind\":\"crashed\""))
                .isNotEmpty()
                .allMatch(this::blamesProduct);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"kind\":\"rejected\""))
                .isNotEmpty()
                .allMatch(this::blamesProduct);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"kind\":\"measured\""))
                .isNotEmpty()
                .noneMatch(line -> line.contains("errorClass"));
    }

    private boolean blamesProduct(String line) {
        return line.contains("\"errorClass\":\"PRODUCT\"");
    }

    @Test
    void unjudgedCandidateIsReadBackBlamesTheBenchesAndNeverWins() throws IOException {
        Evaluation measured = new FakeEvaluator()
                .sampled(300).stream()
                        .filter(each -> each.cost().isPresent())
                        .findFirst()
                        .orElseThrow();
        Evaluation unjudged = new Evaluation(
                measured.number(),
                measured.generation(),
                measured.architecture(),
                measured.macs(),
                1,
                0,
                measured.footprint(),
                new Outcome.Unjudged("two benches failed"),
                measured.times(),
                measured.finishedAt());
        try (ResultLog log = started(folder.resolve("run"))) {
            log.append(new Entry.Evaluated(Instant.EPOCH, unjudged));
        }

        assertThat(ResultLog.read(folder.resolve("run")).all(Entry.Evaluated.class))
                .extracting(Entry.Evaluated::evaluation)
                .containsExactly(unjudged);
        assertThat(Files.readAllLines(folder.resolve("run/log.jsonl")).get(1))
                .contains("\"kind\":\"unjudged\"", "\"errorClass\":\"INFRASTRUCTURE\"");
        assertThat(unjudged.cost()).isEmpty();
        assertThat(new Fitness(new Limits(1e9, 1e9, 1e9)).winner(List.of(unjudged)))
                .isEmpty();
    }

    @Test
    void tallyNamesTheUnjudgedWhereThereAreAny() {
        assertThat(new RunFacts.Tally(3, 2, 1, 0)).hasToString("3 measured, 2 rejected, 1 crashed");
        assertThat(new RunFacts.Tally(3, 2, 1, 1)).hasToString("3 measured, 2 rejected, 1 crashed, 1 unjudged");
    }

    @Test
    void aLineTornAnywhereIsCutOffAndKeptAside() throws IOException {
        Path file = folder.resolve("log.jsonl");
        byte[] first = EntryJson.write(Entries.started());
        byte[] second = EntryJson.write(new Entry.Interrupted(Instant.EPOCH, "Ctrl-C"));
        for (int kept = 0; kept < second.length; kept++) {
            Files.deleteIfExists(folder.resolve("log.torn"));
            Files.write(file, first);
            Files.write(file, Arrays.copyOf(second, kept), StandardOpenOption.APPEND);

            assertThat(ResultLog.read(folder).entries()).hasSize(1);
            try (ResultLog log = ResultLog.resume(folder)) {
                assertThat(log.tornBytes()).isEqualTo(kept);
                log.append(new Entry.Resumed(Instant.EPOCH, 0, log.tornBytes(), Optional.empty()));
            }

            assertThat(ResultLog.read(folder).entries()).hasSize(2);
            assertThat(Files.exists(folder.resolve("log.torn"))).isEqualTo(kept > 0);
        }
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        Files.write(folder.resolve("log.jsonl"), EntryJson.write(Entries.started()));
        Files.writeString(folder.resolve("log.jsonl"), "{\"entry\":\"inter\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> ResultLog.resume(folder))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNUSABLE))
                .hasMessageContaining("log.jsonl is damaged: line 2 is no entry");
        assertThatThrownBy(() -> ResultLog.read(folder)).hasMessageContaining("line 2");
    }

    @Test
    void twoCannotAppendToOneRun() {
        try (ResultLog log = started(folder.resolve("run"))) {
            assertThatThrownBy(() -> ResultLog.resume(folder.resolve("run")))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("is in use by another tinyrig");
            assertThatThrownBy(() -> ResultLog.create(folder.resolve("run")))
                    .hasMessageContaining("is in use by another tinyrig");
            log.append(new Entry.Interrupted(Instant.EPOCH, "still works"));
        }

        ResultLog.resume(folder.resolve("run")).close();
        assertThatThrownBy(() -> ResultLog.create(folder.resolve("run"))).hasMessageContaining("holds a run already");
    }

    @Test
    void aRunThatNeverStartedLeavesNoLog() {
        ResultLog.create(folder.resolve("run")).close();

        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aFolderWithoutLogIsNoRun() {
        assertThatThrownBy(() -> ResultLog.resume(folder))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("is no run: it holds no log.jsonl");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidInOneLine() throws IOException {
        FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);

        assertThatThrownBy(() -> ResultLog.over(folder, full).append(Entries.started()))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNWRITABLE))
                .hasMessageContaining("log.jsonl (No space left on device); make room, then go on with --resume");
    }

    @Test
    void manyThreadsNeverMixTheirLines() {
        int lines = 200;
        try (ResultLog log = started(folder.resolve("run"))) {
            IntStream.range(0, lines)
                    .parallel()
                    .forEach(i -> log.append(new Entry.Interrupted(Instant.EPOCH, "x".repeat(i * 10))));
        }

        Stream<Integer> lengths = ResultLog.read(folder.resolve("run")).all(Entry.Interrupted.class).stream()
                .map(entry -> entry.why().length())
                .sorted();
        assertThat(lengths)
                .containsExactlyElementsOf(
                        IntStream.range(0, lines).map(i -> i * 10).boxed().toList());
    }

    private static ResultLog started(Path run) {
        ResultLog log = ResultLog.create(run);
        log.append(Entries.started());
        return log;
    }
}
