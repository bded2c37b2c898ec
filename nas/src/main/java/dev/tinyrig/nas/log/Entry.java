package dev.tinyrig.nas.log;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.rig.lab.BenchFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One line of a result log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Started.class, name = "run"),
    @JsonSubTypes.Type(value = Entry.Probed.class, name = "probe"),
    @JsonSubTypes.Type(value = Entry.Budgeted.class, name = "budget"),
    @JsonSubTypes.Type(value = Entry.Estimated.class, name = "estimate"),
    @JsonSubTypes.Type(value = Entry.Planned.class, name = "plan"),
    @JsonSubTypes.Type(value = Entry.Stopped.class, name = "stop"),
    @JsonSubTypes.Type(value = Entry.Learned.class, name = "loss"),
    @JsonSubTypes.Type(value = Entry.Trained.class, name = "training"),
    @JsonSubTypes.Type(value = Entry.Evaluated.class, name = "evaluation"),
    @JsonSubTypes.Type(value = Entry.Faulted.class, name = "fault"),
    @JsonSubTypes.Type(value = Entry.Judged.class, name = "finalist"),
    @JsonSubTypes.Type(value = Entry.Won.class, name = "winner"),
    @JsonSubTypes.Type(value = Entry.Validated.class, name = "validation"),
    @JsonSubTypes.Type(value = Entry.Interrupted.class, name = "interrupted"),
    @JsonSubTypes.Type(value = Entry.Resumed.class, name = "resumed")
})
public sealed interface Entry {
    Instant at();

    /** Always the first line. */
    record Started(Instant at, Request request, Evolution.Settings evolution, Provenance provenance) implements Entry {}

    /** The smallest architecture was measured with untrained weights, to learn early whether the limits can be met. */
    record Probed(Instant at, Evaluation evaluation) implements Entry {}

    /** The run may take no longer. */
    record Budgeted(Instant at, Duration budget) implements Entry {}

    /**
     * How long the run will take, measured on a few steps of everything.
     *
     * @param effort all that was asked for
     */
    record Estimated(Instant at, Effort effort, Pace pace) implements Entry {}

    /** What the budget leaves of the work; a resumed run does the same, whatever its clock says. */
    record Planned(Instant at, Effort effort) implements Entry {}

    /** The budget ended the search after so many candidates. */
    record Stopped(Instant at, int evaluations) implements Entry {}

    /**
     * A training is so far.
     *
     * @param what {@code super-network} or {@code fine-tuning}
     * @param loss mean over the steps since the entry before
     */
    record Learned(Instant at, String what, int step, double loss) implements Entry {}

    /**
     * A training ended.
     *
     * @param what {@code super-network}, or {@code fine-tuning of} the number of a candidate
     * @param loss mean over the last steps
     * @param took wall time of all steps, at the pace of the last stretch where it was interrupted
     * @param reused from where the weights were taken when an earlier run had trained them; then the rest is that run's
     */
    record Trained(Instant at, String what, long steps, double loss, Duration took, Optional<Reused> reused)
            implements Entry {
        /** A training of this run. */
        public Trained(Instant at, String what, long steps, double loss, Duration took) {
            this(at, what, steps, loss, took, Optional.empty());
        }
    }

    /** The run that trained, by its folder's name, and when its training ended. */
    record Reused(String run, Instant at) {}

    /** A candidate was evaluated. */
    record Evaluated(Instant at, Evaluation evaluation) implements Entry {}

    /** A bench could not do a run, which was then tried on another or given up; no candidate is to blame. */
    record Faulted(Instant at, BenchFault fault) implements Entry {}

    /** One of the best candidates was trained further and judged in int8. */
    record Judged(Instant at, Finalist finalist) implements Entry {}

    /** The search ended and the best finalist was built. */
    record Won(Instant at, Winner winner) implements Entry {}

    /** The winner went through its test on the device. */
    record Validated(Instant at, Validation validation) implements Entry {}

    /** The run ended before its end. */
    record Interrupted(Instant at, String why) implements Entry {}

    /**
     * The run was taken up again.
     *
     * @param evaluations found in its log
     * @param tornBytes of a torn line cut off
     * @param commit that went on, where another one had begun
     */
    record Resumed(Instant at, int evaluations, long tornBytes, Optional<String> commit) implements Entry {}
}
