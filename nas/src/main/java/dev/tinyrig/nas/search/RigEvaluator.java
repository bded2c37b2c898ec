package dev.tinyrig.nas.search;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.quantize.PostTrainingQuantizer;
import dev.tinyrig.nas.search.Evaluation.Times;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes an architecture from borrowed weights to a measurement on a bench. */
public final class RigEvaluator implements LendingEvaluator {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Rig rig;
    private final Samples samples;
    private final Path work;
    private final Clock clock;
    private final BlankNetworks blanks = new BlankNetworks();

    /** @param work folder in which each candidate gets one of its own */
    public RigEvaluator(Rig rig, Samples samples, Path work, Clock clock) {
        this.rig = rig;
        this.samples = samples;
        this.work = work;
        this.clock = clock;
    }

    /** Whose candidates are built by what, built for and run on. */
    public record Rig(SearchSpace space, Target target, Limits limits, Codegen codegen, Lab lab) {}

    /** Examples to calibrate with, and those whose outputs are compared on the device. */
    public record Samples(List<Example> calibration, List<Example> stimuli) {
        public Samples {
            calibration = List.copyOf(calibration);
            stimuli = List.copyOf(stimuli);
        }
    }

    /** Builds and runs one candidate; what cannot fit is told by its shapes alone, before weights are lent. */
    @Override
    public Evaluation evaluate(Proposal proposal, Function<Architecture, Candidate> lender) {
        Stopwatch watch = new Stopwatch();
        NetworkPlan plan = rig.space().plan(proposal.architecture());
        Network shapes = blanks.of(plan);
        Schedule schedule = rig.codegen().schedule(shapes, rig.target());
        Optional<Outcome.Rejected> refusal = tooBig(shapes, schedule);
        Duration scheduled = watch.lap();
        Trial trial = refusal.map(Trial::refused).orElseGet(() -> tried(proposal, lender, watch));
        return new Evaluation(
                proposal.number(),
                proposal.generation(),
                proposal.architecture(),
                plan.macs(),
                trial.validationAccuracy(),
                schedule.arenaBytes(),
                trial.footprint(),
                trial.outcome(),
                new Times(trial.lend(), trial.quantize(), scheduled, trial.build(), trial.measure()),
                clock.instant());
    }

    /** What came of a candidate, and where the time went. */
    private record Trial(
            double validationAccuracy,
            Outcome outcome,
            Optional<Footprint> footprint,
            Duration lend,
            Duration quantize,
            Duration build,
            Duration measure) {
        static Trial refused(Outcome.Rejected refusal) {
            return new Trial(0, refusal, Optional.empty(), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }
    }

    /** What needs no compiler to be known. */
    private Optional<Outcome.Rejected> tooBig(Network network, Schedule schedule) {
        long sram = Math.min(
                (long) (rig.limits().maxSramKb() * 1024), rig.target().sram().bytes() - Toolchain.STACK_BYTES);
        long flash = Math.min(
                (long) (rig.limits().maxFlashKb() * 1024), rig.target().flash().bytes());
        return schedule.refusalBeyond(sram).or(() -> refusalBeyond(flash, WeightBytes.of(network)));
    }

    private static Optional<Outcome.Rejected> refusalBeyond(long flash, long weights) {
        return weights <= flash
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected(
                        Outcome.Reason.TOO_BIG,
                        "weights of %d bytes are above the %d of flash that are allowed".formatted(weights, flash)));
    }

    private Trial tried(Proposal proposal, Function<Architecture, Candidate> lender, Stopwatch watch) {
        Candidate candidate = lender.apply(proposal.architecture());
        Duration lend = watch.lap();
        Network network = PostTrainingQuantizer.quantize(candidate.network(), samples.calibration());
        Duration quantize = watch.lap();
        Build build = rig.codegen().compile(network, rig.target(), work.resolve("%05d".formatted(proposal.number())));
        Duration built = watch.lap();
        Optional<Firmware> firmware =
                build.match(linked -> Optional.of(linked.firmware()), refused -> Optional.empty());
        Outcome outcome = build.match(
                linked -> rig.lab().run(linked.firmware(), workload(network), rig.target()),
                refused -> refused.outcome());
        return new Trial(
                candidate.validationAccuracy(),
                outcome,
                firmware.map(Firmware::footprint),
                lend,
                quantize,
                built,
                watch.lap());
    }

    /** One run of each stimulus: an emulator's counts repeat exactly. */
    private Workload workload(Network network) {
        ReferenceExecutor reference = new ReferenceExecutor(network);
        List<Stimulus> stimuli = samples.stimuli().stream()
                .map(example -> Bytes.of(example.features()))
                .map(input -> new Stimulus(input, reference.run(input)))
                .toList();
        return new Workload(stimuli, 0, 1, PATIENCE);
    }

    private static final class Stopwatch {
        private long start = System.nanoTime();

        Duration lap() {
            long end = System.nanoTime();
            Duration lap = Duration.ofNanos(end - start);
            start = end;
            return lap;
        }
    }
}
