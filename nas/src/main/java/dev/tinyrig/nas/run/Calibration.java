package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.search.RigEvaluator;
import dev.tinyrig.nas.search.Workers;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.train.SuperNet;
import dev.tinyrig.nas.train.SuperNetTrainer;
import dev.tinyrig.nas.train.TrainingProgress;
import dev.tinyrig.rig.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Does a few steps of everything, with weights that are thrown away, to learn how long a run will take. */
final class Calibration {
    private static final int STEPS = 8;

    /** Each has another teacher, whose first batch takes much longer; by then some come again. */
    private static final int TUNING_STEPS = 32;

    /** Share of the steps before which time does not count. */
    private static final double WARM_UP = 0.4;

    /** Just-in-time compilers and caches make the first of each bench many times slower. */
    private static final int WARM_UP_PER_BENCH = 1;

    private static final int CANDIDATES_PER_BENCH = 2;
    private static final int SAMPLES = 200;
    private static final long SEED = 8;

    /** Inputs of one boot whose time is compared with that of few, so that booting is not counted with each. */
    static final int MANY = 12;

    private final Recipe recipe;
    private final Dataset features;
    private final Pipeline.Capacity capacity;
    private final Path work;

    /** @param work folder for what is built meanwhile; it is removed in the end */
    Calibration(Recipe recipe, Dataset features, Pipeline.Capacity capacity, Path work) {
        this.recipe = recipe;
        this.features = features;
        this.capacity = capacity;
        this.work = work;
    }

    /**
     * Measures.
     *
     * @param rig measures candidates with {@code stimuli} inputs
     * @param many measures them with {@link #MANY}
     * @param maxLatencyMs which finalists come near
     */
    Pace measured(RigEvaluator rig, int stimuli, RigEvaluator many, double maxLatencyMs) {
        Ends training = new Ends();
        try (SuperNet untrained = new SuperNetTrainer(
                        recipe.space(),
                        features,
                        recipe.sharing(),
                        recipe.superNet().withSteps(STEPS))
                .train(work.resolve("weights"), capacity.threads(), training)) {
            long weightBytes = bytes(work);
            evaluated(rig, untrained, 0, WARM_UP_PER_BENCH);
            long start = System.nanoTime();
            List<Evaluation> evaluations = evaluated(rig, untrained, 1, CANDIDATES_PER_BENCH);
            Duration candidate = Duration.ofNanos(System.nanoTime() - start).dividedBy(evaluations.size());
            long candidateBytes = (bytes(work) - weightBytes)
                    / capacity.benchesOrCores()
                    / (WARM_UP_PER_BENCH + CANDIDATES_PER_BENCH);
            Ends tuning = new Ends();
            untrained.fineTune(
                    likeAFinalist(evaluations, maxLatencyMs),
                    recipe.fineTuning().withSteps(TUNING_STEPS),
                    capacity.threads(),
                    tuning);
            return new Pace(
                    training.step(),
                    tuning.step(),
                    candidate,
                    example(evaluations, stimuli, architecture -> evaluated(many, untrained, architecture)),
                    Room.usedMemoryBytes(),
                    candidateBytes,
                    weightBytes);
        } finally {
            delete(work);
        }
    }

    /** When each step of a training ended. */
    private static final class Ends implements TrainingProgress {
        private final List<Long> nanos = new ArrayList<>();

        @Override
        public void step(int step, int steps, double loss, double samplesPerSecond) {
            nanos.add(System.nanoTime());
        }

        /** How long one step takes, once the first are over. */
        Duration step() {
            int first = (int) (WARM_UP * nanos.size());
            int last = nanos.size() - 1;
            return Duration.ofNanos(nanos.get(last) - nanos.get(first)).dividedBy(last - first);
        }
    }

    private List<Evaluation> evaluated(RigEvaluator rig, SuperNet untrained, int round, int perBench) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Proposal> proposals = IntStream.range(0, perBench * capacity.benchesOrCores())
                .mapToObj(i -> new Proposal(
                        round * capacity.benchesOrCores() + i,
                        round,
                        recipe.space().sample(random)))
                .toList();
        try (Workers workers = new Workers(capacity.benchesOrCores())) {
            return workers.map(proposals, proposal -> rig.evaluate(proposal, untrained::candidate), each -> {});
        }
    }

    private static Evaluation evaluated(RigEvaluator rig, SuperNet untrained, Architecture architecture) {
        return rig.evaluate(new Proposal(0, 0, architecture), untrained::candidate);
    }

    /** Of random networks the one that, at the pace of those measured, comes nearest to taking all the time allowed. */
    private Architecture likeAFinalist(List<Evaluation> evaluations, double maxLatencyMs) {
        double macsPerMs = evaluations.stream()
                .flatMap(evaluation -> evaluation.cost().stream().map(cost -> evaluation.macs() / cost.latencyMs()))
                .collect(Collectors.averagingDouble(each -> each));
        SplittableRandom random = new SplittableRandom(SEED);
        return Stream.generate(() -> recipe.space().sample(random))
                .limit(SAMPLES)
                .min(Comparator.comparingDouble(architecture ->
                        Math.abs(recipe.space().plan(architecture).macs() - macsPerMs * maxLatencyMs)))
                .orElseThrow();
    }

    /** Of the slowest network that was measured, since winners are seldom small; with its share of booting. */
    private Duration example(List<Evaluation> few, int stimuli, Function<Architecture, Evaluation> many) {
        return few.stream()
                .filter(evaluation -> evaluation.cost().isPresent())
                .max(Comparator.comparing(
                        evaluation -> evaluation.cost().orElseThrow().latencyMs()))
                .map(slowest -> {
                    Duration booted = slowest.times().measure();
                    Duration more = many.apply(slowest.architecture()).times().measure();
                    Duration each = more.minus(booted).dividedBy(MANY - stimuli);
                    return positive(each)
                            .plus(booted.dividedBy(DeviceTest.SHARD))
                            .dividedBy(capacity.benchesOrCores());
                })
                .orElse(Duration.ZERO);
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + folder, e);
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
