package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.LogMel;
import dev.tinyrig.nas.data.speech.SpeechCommands;
import dev.tinyrig.nas.data.speech.SpeechFolders;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainingSettings;
import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode;
import dev.tinyrig.rig.bench.recording.RecordedBench;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.bench.recording.RecordingBench;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.bench.renode.RenodeExecutable;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, small: real training, real compiler, real emulator, noise for speech. */
class TrainingPipelineTest {
    private static final Target TARGET = Targets.load().named("stm32f405");
    private static final Evolution.Settings EVOLUTION = new Evolution.Settings(3, 2, 2, 0.2, Strategy.EVOLUTION, 5);

    private final Path folder;
    private SearchSpace space = KeywordSpaces.tiny();

    TrainingPipelineTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        SpeechFolders.prepared(folder.resolve("speech"));
    }

    @Test
    void aWholeSearchMeasuresEveryCandidateAndItsWinnerEqualsTheReference() throws Exception {
        Journal journal = search(folder.resolve("run"));

        assertThat(evaluations(journal)).hasSize(6).allSatisfy(evaluation -> {
            assertThat(evaluation.outcome()).isInstanceOf(Outcome.Measured.class);
            assertThat(evaluation.cost().orElseThrow().latencyMs()).isBetween(0.1, 100.0);
            assertThat(evaluation.times().measure()).isPositive();
        });
        Winner winner = journal.last(Entry.Won.class).orElseThrow().winner();
        Validation validation =
                journal.last(Entry.Validated.class).orElseThrow().validation();
        assertThat(validation.mismatches()).isZero();
        assertThat(validation.clips()).isEqualTo(12);
        assertThat(validation.firmware()).isEqualTo(winner.firmware());
        assertThat(winner.buffers())
                .allMatch(buffer -> buffer.offset() + buffer.bytes() <= winner.arenaBytes())
                .hasSize(winner.layers().size() + 1);
        assertThat(folder.resolve("run/winner"))
                .isDirectoryContaining("glob:**/network.tflite")
                .isDirectoryContaining("glob:**/net.c");
        assertThat(folder.resolve("run/winner/README.md"))
                .content()
                .containsOnlyOnce("## As tested")
                .contains("on the bench `qemu`", "| 0 of 12 |", validation.firmware());
        rebuildsByItsReadme(folder.resolve("run/winner"));
    }

    @Test
    void aSearchOverLogMelBandsEndsInAWinnerThatReadsThem() {
        space = KeywordSpaces.over(space, LogMel.input(49, 40), "mel49x40");

        Journal journal = search(folder.resolve("run"));

        Validation validation =
                journal.last(Entry.Validated.class).orElseThrow().validation();
        assertThat(validation.clips()).isEqualTo(12);
        assertThat(validation.mismatches()).isZero();
        assertThat(folder.resolve("run/winner/README.md"))
                .content()
                .contains("Its input: 49 frames of 40 log-mel bands, each of 30 ms, one every 20 ms, 20 to 4000 Hz,"
                        + " the clip's loudest positive sample scaled to 1; an int8 q stands for 0.08 x (q - 45).");
    }

    @Test
    void aSearchOnRenodeIsRecordedAndReplaysWithoutIt() throws IOException {
        Path renode = FakeRenode.install(Files.createDirectories(folder.resolve("renode")), FakeRenode.Trick.NONE);
        Map<String, String> environment =
                Map.of(RenodeExecutable.VARIABLE, renode.toString(), "HOME", folder.toString());
        Path tape = folder.resolve("tape");

        Journal live = search(
                folder.resolve("live"),
                List.of(
                        new RecordedBench(new RenodeBench("renode-0", environment), tape),
                        new RecordedBench(new RenodeBench("renode-1", environment), tape)));
        Files.delete(renode);
        Journal replayed =
                search(folder.resolve("replayed"), List.of(new RecordingBench("recording-0", Recording.in(tape))));

        assertThat(evaluations(live)).hasSize(6).allSatisfy(evaluation -> assertThat(evaluation.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Measured.class,
                        measured -> assertThat(measured.measurement().counter()).isEqualTo(Counter.INSTRUCTIONS)));
        assertThat(evaluations(replayed))
                .extracting(Evaluation::outcome)
                .isEqualTo(evaluations(live).stream().map(Evaluation::outcome).toList());
        assertThat(replayed.last(Entry.Won.class).map(Entry.Won::winner))
                .isEqualTo(live.last(Entry.Won.class).map(Entry.Won::winner));
        assertThat(Stream.of(live, replayed).map(journal -> journal.last(Entry.Validated.class)
                        .orElseThrow()
                        .validation()))
                .allSatisfy(validation -> {
                    assertThat(validation.clips()).isEqualTo(12);
                    assertThat(validation.mismatches()).isZero();
                });
    }

    @Test
    void aSearchCutOffInTheMiddleFindsTheSameWinner() throws IOException {
        Journal whole = search(folder.resolve("whole"));
        Path cut = Files.createDirectories(folder.resolve("cut"));
        List<String> lines = Files.readAllLines(folder.resolve("whole/log.jsonl"));
        Files.writeString(cut.resolve("log.jsonl"), String.join("\n", lines.subList(0, 6)) + "\n{\"torn");
        copy(folder.resolve("whole/checkpoints"), cut.resolve("checkpoints"));

        Journal resumed = resume(cut);

        assertThat(resumed.all(Entry.Evaluated.class)).hasSize(6);
        assertThat(evaluations(resumed))
                .extracting(Evaluation::validationAccuracy, Evaluation::cost)
                .isEqualTo(evaluations(whole).stream()
                        .map(each -> tuple(each.validationAccuracy(), each.cost()))
                        .toList());
        assertThat(resumed.last(Entry.Won.class).map(Entry.Won::winner))
                .isEqualTo(whole.last(Entry.Won.class).map(Entry.Won::winner));
    }

    @Test
    void aSecondSearchOfTheSpaceTrainsNothingAndFindsTheSame() throws IOException {
        Journal first = search(folder.resolve("first"));

        Journal second = search(folder.resolve("second"));

        Entry.Trained trained = first.all(Entry.Trained.class).get(0);
        Entry.Trained reused = second.all(Entry.Trained.class).get(0);
        assertThat(trained.reused()).isEmpty();
        assertThat(reused.reused()).contains(new Entry.Reused("first", trained.at()));
        assertThat(reused.took()).isEqualTo(trained.took());
        assertThat(second.last(Entry.Won.class).map(Entry.Won::winner))
                .isEqualTo(first.last(Entry.Won.class).map(Entry.Won::winner));
    }

    @Test
    void whatCannotFitIsRejectedBeforeItIsCompiled() {
        try (Pipeline pipeline = open(folder.resolve("run"), new Limits(100, 1, 64))) {
            Evaluation evaluation = pipeline.train(ended -> {})
                    .evaluate(new Proposal(7, 0, pipeline.space().largest()));

            assertThat(evaluation.outcome()).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                assertThat(rejected.reason()).isEqualTo(Outcome.Reason.TOO_BIG);
                assertThat(rejected.detail()).contains("above the limit of 1024");
            });
            assertThat(evaluation.footprint()).isEmpty();
            assertThat(evaluation.times().build()).isZero();
            assertThat(folder.resolve("run/work/candidates/00007")).doesNotExist();
        }
    }

    @Test
    void aCrashIsTheCandidatesFault() {
        Evaluation evaluation = evaluatedOn(FakeDevice.computing(input -> input).failing(FakeDevice.Fault.CRASH));

        assertThat(evaluation.outcome()).isInstanceOf(Outcome.Crashed.class);
        assertThat(evaluation.footprint()).isPresent();
        assertThat(evaluation.cost()).isEmpty();
    }

    @Test
    void outputsThatDifferFromTheReferenceRejectTheCandidate() {
        Evaluation evaluation = evaluatedOn(FakeDevice.computing(input -> Bytes.of(new byte[12])));

        assertThat(evaluation.outcome())
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(Outcome.Reason.WRONG_OUTPUT));
    }

    private Evaluation evaluatedOn(FakeDevice device) {
        List<Bench> benches = List.of(new FakeBench("fake-0", any -> device));
        try (Pipeline pipeline = open(folder.resolve("run"), new Limits(100, 32, 128), benches)) {
            return pipeline.probe(pipeline.space().smallest());
        }
    }

    private Journal search(Path run) {
        return search(run, emulators());
    }

    private Journal search(Path run, List<Bench> benches) {
        Request request = request(new Limits(100, 32, 128));
        try (ResultLog log = ResultLog.create(run);
                Pipeline pipeline = open(run, request.limits(), benches)) {
            Provenance provenance = new Provenance(
                    "test",
                    "test",
                    List.of(),
                    pipeline.data(),
                    pipeline.device(),
                    pipeline.compiler(),
                    Provenance.Host.current());
            log.append(new Entry.Started(Clock.systemUTC().instant(), request, EVOLUTION, provenance));
            new SearchRun(pipeline, log, new SilentProgress(), Clock.systemUTC()).run(2);
            return log.journal();
        }
    }

    private Journal resume(Path run) {
        try (ResultLog log = ResultLog.resume(run);
                Pipeline pipeline = open(run, log.journal().started().request().limits())) {
            new SearchRun(pipeline, log, new SilentProgress(), Clock.systemUTC()).run(2);
            return log.journal();
        }
    }

    private Pipeline open(Path run, Limits limits) {
        return open(run, limits, emulators());
    }

    private static List<Bench> emulators() {
        return IntStream.range(0, 2)
                .<Bench>mapToObj(i -> Tools.qemu("qemu-" + i))
                .toList();
    }

    private Pipeline open(Path run, Limits limits, List<Bench> benches) {
        Recipe recipe = new Recipe(
                space,
                new SpeechSource(
                        SpeechCommands::open,
                        SynthesizedKeywords.Size.TINY,
                        new Copies(500, 1, 0, 1),
                        Augmentation.STANDARD,
                        space.input()),
                TrainingSettings.tiny(),
                TrainingSettings.tiny());
        return new TrainingPipeline(
                new TrainingPipeline.Setting(
                        request(limits),
                        recipe,
                        TARGET,
                        run,
                        new Pipeline.Capacity(Optional.of(2), 1, Map.of(), Optional.empty(), Lab.PATIENCE),
                        new SilentProgress(),
                        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString())),
                Tools.toolchain(),
                new Equipment(new Lab(benches), benches.get(0).fidelity(), 2));
    }

    private Request request(Limits limits) {
        return new Request(
                "speech-commands",
                "tiny",
                TARGET.name(),
                "qemu",
                limits,
                5,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(folder.resolve("speech").toString()));
    }

    private static List<Evaluation> evaluations(Journal journal) {
        return journal.all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .sorted(Comparator.comparingInt(Evaluation::number))
                .toList();
    }

    private static void rebuildsByItsReadme(Path winner) throws Exception {
        String ours =
                ElfReader.read(winner.resolve("firmware.elf"), TARGET.name()).buildId();
        String command = Files.readAllLines(winner.resolve("README.md")).stream()
                .filter(line -> line.contains("-o firmware.elf"))
                .findFirst()
                .orElseThrow();
        Files.delete(winner.resolve("firmware.elf"));

        Process process = new ProcessBuilder("sh", "-c", command.strip())
                .directory(winner.toFile())
                .inheritIO()
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(ElfReader.read(winner.resolve("firmware.elf"), TARGET.name()).buildId())
                .isEqualTo(ours);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
