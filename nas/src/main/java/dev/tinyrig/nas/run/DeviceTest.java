package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Validation.Spread;
import dev.tinyrig.nas.search.Workers;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Sends clips through one firmware on many benches, and compares every output with the reference. */
final class DeviceTest {
    /** Clips per boot: few enough for benches to end together, many enough for booting not to matter. */
    static final int SHARD = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Target target;
    private final int benches;
    private final Progress progress;

    DeviceTest(Lab lab, Target target, int benches, Progress progress) {
        this.lab = lab;
        this.target = target;
        this.benches = benches;
        this.progress = progress;
    }

    /** A clip that went through the device; no measurement where the output differed from the reference. */
    private record Answer(Example clip, Optional<Integer> heard) {
        boolean right() {
            return heard.equals(Optional.of(clip.label()));
        }
    }

    private record Shard(List<Answer> answers, List<Measurement> measurements) {}

    Validation run(Firmware firmware, Network network, List<Example> clips, List<String> classes) {
        long start = System.nanoTime();
        List<Shard> shards = shards(firmware, network, clips);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<Answer> answers =
                shards.stream().flatMap(shard -> shard.answers().stream()).toList();
        List<Measurement> measurements =
                shards.stream().flatMap(shard -> shard.measurements().stream()).toList();
        if (measurements.isEmpty()) {
            throw new RunException(
                    Fault.RIG, "not one output of %s equals the reference; see its folder".formatted(firmware.elf()));
        }
        return validation(firmware, classes, answers, measurements, took);
    }

    private List<Shard> shards(Firmware firmware, Network network, List<Example> clips) {
        List<List<Example>> parts = new ArrayList<>();
        for (int i = 0; i < clips.size(); i += SHARD) {
            parts.add(clips.subList(i, Math.min(clips.size(), i + SHARD)));
        }
        try (Progress.Task task = progress.task("testing on device", clips.size());
                Workers workers = new Workers(benches)) {
            List<Shard> ended = new ArrayList<>();
            return workers.map(parts, part -> shard(firmware, network, part), shard -> {
                ended.add(shard);
                task.done(ended.stream().mapToInt(each -> each.answers().size()).sum());
            });
        }
    }

    /** Where outputs differ, each clip is sent alone to learn which. */
    private Shard shard(Firmware firmware, Network network, List<Example> clips) {
        ReferenceExecutor reference = new ReferenceExecutor(network);
        List<Stimulus> stimuli = clips.stream()
                .map(clip -> Bytes.of(clip.features()))
                .map(input -> new Stimulus(input, reference.run(input)))
                .toList();
        Outcome outcome = lab.run(firmware, new Workload(stimuli, 0, 1, PATIENCE), target);
        return outcome.match(
                measured -> answered(clips, measured.measurement()),
                rejected -> clips.size() > 1
                        ? merged(clips.stream().map(clip -> shard(firmware, network, List.of(clip))))
                        : new Shard(List.of(new Answer(clips.get(0), Optional.empty())), List.of()),
                crashed -> {
                    throw new RunException(
                            Fault.RIG,
                            "the winner crashed in its test: %s; see its folder".formatted(crashed.detail()));
                },
                unjudged -> {
                    throw new LabException(unjudged.detail());
                });
    }

    private static Shard answered(List<Example> clips, Measurement measurement) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            answers.add(new Answer(
                    clips.get(i), Optional.of(largest(measurement.outputs().get(i)))));
        }
        return new Shard(answers, List.of(measurement));
    }

    private static Shard merged(Stream<Shard> shards) {
        List<Answer> answers = new ArrayList<>();
        List<Measurement> measurements = new ArrayList<>();
        shards.forEach(shard -> {
            answers.addAll(shard.answers());
            measurements.addAll(shard.measurements());
        });
        return new Shard(answers, measurements);
    }

    private Validation validation(
            Firmware firmware,
            List<String> classes,
            List<Answer> answers,
            List<Measurement> measurements,
            Duration took) {
        Measurement model = measurements.get(0);
        Spread counts = spread(measurements);
        return new Validation(
                classes,
                confusion(classes.size(), answers),
                (int) answers.stream()
                        .filter(answer -> answer.heard().isEmpty())
                        .count(),
                1e3 * counts.median() * model.cyclesPerCount() / model.clockHz(),
                counts,
                model.counter(),
                model.fidelity(),
                highest(measurements),
                firmware.footprint().flashBytes(),
                firmware.buildId(),
                benches,
                took,
                answers.stream().map(Answer::right).toList());
    }

    private static Spread spread(List<Measurement> measurements) {
        List<Long> sorted = measurements.stream()
                .flatMap(measurement -> measurement.counts().stream())
                .sorted()
                .toList();
        return new Spread(sorted.get(0), sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() - 1));
    }

    private static MemoryUse highest(List<Measurement> measurements) {
        return new MemoryUse(
                most(measurements, MemoryUse::staticBytes),
                most(measurements, MemoryUse::arenaBytes),
                most(measurements, MemoryUse::arenaTouchedBytes),
                most(measurements, MemoryUse::stackReservedBytes),
                most(measurements, MemoryUse::stackTouchedBytes));
    }

    private static long most(List<Measurement> measurements, ToLongFunction<MemoryUse> mark) {
        return measurements.stream()
                .map(Measurement::memory)
                .mapToLong(mark)
                .max()
                .orElseThrow();
    }

    private static List<List<Integer>> confusion(int classes, List<Answer> answers) {
        int[][] counts = new int[classes][classes];
        for (Answer answer : answers) {
            answer.heard().ifPresent(heard -> counts[answer.clip().label()][heard]++);
        }
        return Stream.of(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
    }

    /** The first of the largest. */
    static int largest(Bytes output) {
        int best = 0;
        for (int i = 1; i < output.length(); i++) {
            best = output.at(i) > output.at(best) ? i : best;
        }
        return best;
    }
}
