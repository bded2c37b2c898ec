package dev.tinyrig.rig.bench.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.measure.Fidelity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All runs in a folder, whichever bench did them: a replay may ask for them in another order and from more threads.
 *
 * <p>A run that was done several times is answered in the order in which it was recorded, and then always as the last time.
 */
public final class Recording {
    /** Of every file of a recording. */
    public static final String SUFFIX = ".jsonl";

    private final Path folder;
    private final Fidelity fidelity;
    private final List<String> targets;
    private final Map<String, Queue<RecordedRun>> runs = new HashMap<>();

    private Recording(Path folder, List<RecordedRun> all) {
        this.folder = folder;
        this.fidelity = all.get(0).fidelity();
        this.targets = all.stream().map(RecordedRun::target).distinct().toList();
        all.forEach(run -> runs.computeIfAbsent(key(run.target(), run.question()), none -> new ArrayDeque<>())
                .add(run));
    }

    /**
     * The recording in this folder.
     *
     * @throws BenchException if there is none, or a line of it is broken
     */
    public static Recording in(Path folder) {
        List<RecordedRun> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(file -> all.addAll(runs(file)));
        } catch (IOException e) {
            throw BenchException.ofTest(
                    "%s holds no recording, %s: make one with --record %s".formatted(folder, e, folder));
        }
        if (all.isEmpty()) {
            throw BenchException.ofTest(
                    "%s holds no recorded run: make some with --record %s".formatted(folder, folder));
        }
        if (all.stream().map(RecordedRun::fidelity).distinct().count() > 1) {
            throw BenchException.ofTest(
                    "%s mixes runs of different fidelity: record each kind of bench in a folder of its own"
                            .formatted(folder));
        }
        return new Recording(folder, all);
    }

    private static List<RecordedRun> runs(Path file) {
        List<String> lines = lines(file);
        return IntStream.range(0, lines.size())
                .mapToObj(i -> run(file, i, lines))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw BenchException.ofTest("the recording %s cannot be read: %s".formatted(file, e));
        }
    }

    /** Only the last line may be torn: whoever recorded was killed. */
    private static Optional<RecordedRun> run(Path file, int index, List<String> lines) {
        try {
            return Optional.of(RunJson.read(lines.get(index)));
        } catch (JsonProcessingException broken) {
            if (index == lines.size() - 1) {
                return Optional.empty();
            }
            throw BenchException.ofTest("line %d of the recording %s is broken: delete it; %s"
                    .formatted(index + 1, file, broken.getOriginalMessage()));
        }
    }

    /** So many benches that replay it side by side, {@code recording-0} and so on. */
    public List<Bench> benches(int count) {
        return IntStream.range(0, count)
                .<Bench>mapToObj(i -> new RecordingBench("recording-" + i, this))
                .toList();
    }

    /** Of the bench that was recorded. */
    Fidelity fidelity() {
        return fidelity;
    }

    boolean has(String target) {
        return targets.contains(target);
    }

    /**
     * What came of it when it was recorded.
     *
     * @throws BenchException if it was not recorded
     */
    synchronized RecordedRun answer(String target, String question) {
        Queue<RecordedRun> times = runs.getOrDefault(key(target, question), new ArrayDeque<>());
        RecordedRun next = times.peek();
        if (next == null) {
            throw BenchException.ofTest("the recording %s has no run on %s of firmware %s: record it with --record"
                    .formatted(folder, target, question));
        }
        if (times.size() > 1) {
            times.remove();
        }
        return next;
    }

    private static String key(String target, String question) {
        return target + " " + question;
    }
}
