package dev.tinyrig.nas.engine;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluation.Times;
import dev.tinyrig.nas.search.LendingEvaluator;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges candidates by the model of another engine: nothing is built, nothing runs. */
public final class PredictingEvaluator implements LendingEvaluator {
    private final OtherEngine engine;
    private final Target target;
    private final Clock clock;
    private final BlankNetworks blanks = new BlankNetworks();

    public PredictingEvaluator(OtherEngine engine, Target target, Clock clock) {
        this.engine = engine;
        this.target = target;
        this.clock = clock;
    }

    @Override
    public Evaluation evaluate(Proposal proposal, Function<Architecture, Candidate> lender) {
        Instant start = clock.instant();
        Candidate candidate = lender.apply(proposal.architecture());
        Instant lent = clock.instant();
        Network network = blanks.of(candidate.network().plan());
        Prediction prediction = engine.predict(network, target);
        Optional<Outcome.Rejected> refusal = tooBig(prediction);
        Instant end = clock.instant();
        return new Evaluation(
                proposal.number(),
                proposal.generation(),
                proposal.architecture(),
                candidate.network().plan().macs(),
                candidate.validationAccuracy(),
                prediction.arenaBytes(),
                refusal.isPresent() ? Optional.empty() : Optional.of(footprint(prediction)),
                refusal.isPresent() ? refusal.get() : predicted(prediction, lent),
                new Times(
                        Duration.between(start, lent),
                        Duration.ZERO,
                        Duration.between(lent, end),
                        Duration.ZERO,
                        Duration.ZERO),
                end);
    }

    private Optional<Outcome.Rejected> tooBig(Prediction prediction) {
        long sram = target.sram().bytes() - Limits.STATIC_BYTES - Limits.STACK_BYTES;
        long flash = target.flash().bytes();
        return prediction.arenaBytes() <= sram && prediction.flashBytes() <= flash
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected(
                        Outcome.Reason.TOO_BIG,
                        "%s would need %d bytes of SRAM and %d of flash; %s has %d and %d"
                                .formatted(
                                        engine.label(),
                                        prediction.arenaBytes(),
                                        prediction.flashBytes(),
                                        target.name(),
                                        sram,
                                        flash)));
    }

    private static Footprint footprint(Prediction prediction) {
        return new Footprint(
                prediction.flashBytes(), 0, Limits.STATIC_BYTES, prediction.arenaBytes(), Limits.STACK_BYTES);
    }

    private Outcome predicted(Prediction prediction, Instant start) {
        return new Outcome.Measured(new Measurement(
                "none",
                target.name(),
                "model of " + engine.label(),
                Fidelity.PREDICTED,
                Counter.CYCLES,
                List.of(prediction.cycles()),
                target.clocks().coreHz(),
                1,
                new MemoryUse(
                        Limits.STATIC_BYTES,
                        prediction.arenaBytes(),
                        prediction.arenaBytes(),
                        Limits.STACK_BYTES,
                        Limits.STACK_BYTES),
                List.of(),
                start,
                Duration.ZERO));
    }
}
