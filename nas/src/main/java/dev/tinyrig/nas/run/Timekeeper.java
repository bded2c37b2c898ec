package dev.tinyrig.nas.run;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells beforehand how long a run takes, and keeps it within its budget where it has one.
 *
 * <p>What it decides depends on the clock, so it is logged, and a resumed run goes by the log: in it the same steps are
 * cut, and the search ends after the same candidates.
 */
final class Timekeeper {
    /** Of the time that is left: paces vary. */
    private static final double USABLE = 0.9;

    private static final int ENOUGH_EVALUATIONS = 5;

    private final Pipeline pipeline;
    private final ResultLog log;
    private final Progress progress;
    private final Clock clock;

    Timekeeper(Pipeline pipeline, ResultLog log, Progress progress, Clock clock) {
        this.pipeline = pipeline;
        this.log = log;
        this.progress = progress;
        this.clock = clock;
    }

    /** Before anything that takes long: measures the pace, says what to expect, and cuts what does not fit. */
    void plan() {
        if (log.journal().last(Entry.Estimated.class).isEmpty()) {
            estimate();
        }
        if (budget().isPresent() && log.journal().last(Entry.Planned.class).isEmpty()) {
            decide(planned(budget().get()));
        }
        log.journal().last(Entry.Planned.class).ifPresent(plan -> pipeline.shorten(plan.effort()));
    }

    private void estimate() {
        Effort whole = pipeline.effort(log.journal().started().evolution());
        Pace pace = pipeline.pace();
        Room room = Room.at(log.folder());
        room.refuseWhatDoesNotFit(whole, pace);
        log.append(new Entry.Estimated(clock.instant(), whole, pace));
        progress.say(Phrases.estimate(whole, pace));
        room.warning(pace).ifPresent(progress::say);
    }

    private Effort planned(Duration budget) {
        Effort whole = estimated().effort();
        Pace pace = estimated().pace();
        return whole.within(usable(left(budget)), pace).orElseThrow(() -> {
            Duration least = spent().plus(usable(pace.of(whole.least()), 1 / USABLE));
            return new RunException(
                    Fault.USAGE,
                    ("--budget %s is too short: even with the least training, one generation and the whole test list"
                                    + " this machine needs %s; give --budget %s, or a smaller --preset")
                            .formatted(Phrases.time(budget), Phrases.time(least), Phrases.budget(least)));
        });
    }

    /** Whether the budget allows for a batch of proposals, and for what comes after the search. */
    boolean allows(int proposals) {
        if (log.journal().last(Entry.Stopped.class).isPresent()) {
            return false;
        }
        int evaluated = log.journal().all(Entry.Evaluated.class).size();
        boolean over = evaluated > 0
                && proposals > 0
                && budget().filter(budget -> needed(proposals).compareTo(left(budget)) > 0)
                        .isPresent();
        if (over) {
            log.append(new Entry.Stopped(clock.instant(), evaluated));
            progress.say("budget: the search ends after %d candidates, so that fine-tuning and the test still fit"
                    .formatted(evaluated));
        }
        return !over;
    }

    private Duration needed(int proposals) {
        Duration after = usable(estimated().pace().ending(current()), 1 / USABLE);
        return candidate().multipliedBy(proposals).plus(after);
    }

    /** Of the run so far, once it says enough. */
    private Duration candidate() {
        List<Entry.Evaluated> entries = log.journal().all(Entry.Evaluated.class);
        if (entries.size() < ENOUGH_EVALUATIONS) {
            return estimated().pace().candidate();
        }
        Instant first = entries.get(entries.size() - ENOUGH_EVALUATIONS).at();
        Instant last = entries.get(entries.size() - 1).at();
        return Duration.between(first, last).dividedBy(ENOUGH_EVALUATIONS - 1L);
    }

    /** After the search: gives fine-tuning what is left. */
    void planTuning() {
        List<Entry.Planned> plans = log.journal().all(Entry.Planned.class);
        if (plans.size() == 1 && log.journal().last(Entry.Judged.class).isEmpty()) {
            Duration left =
                    usable(left(budget().orElseThrow()).minus(estimated().pace().testing(current())));
            decide(current().tunedWithin(left, estimated().pace()));
            pipeline.shorten(current());
        }
    }

    /** How many candidates are trained further, of so many by the preset. */
    int finalists(int all) {
        return log.journal()
                .last(Entry.Planned.class)
                .map(plan -> Math.min(all, plan.effort().finalists()))
                .orElse(all);
    }

    private void decide(Effort effort) {
        log.append(new Entry.Planned(clock.instant(), effort));
        Phrases.cut(estimated().effort(), effort).ifPresent(progress::say);
    }

    private Effort current() {
        return log.journal()
                .last(Entry.Planned.class)
                .map(Entry.Planned::effort)
                .orElseGet(() -> estimated().effort());
    }

    private Entry.Estimated estimated() {
        return log.journal().last(Entry.Estimated.class).orElseThrow();
    }

    private Optional<Duration> budget() {
        return log.journal().last(Entry.Budgeted.class).map(Entry.Budgeted::budget);
    }

    private Duration left(Duration budget) {
        return budget.minus(spent());
    }

    /** While the program worked on the run, pauses between interruption and resumption left out. */
    private Duration spent() {
        return log.journal().worked(clock.instant());
    }

    private static Duration usable(Duration time) {
        return usable(time, USABLE);
    }

    private static Duration usable(Duration time, double share) {
        return Duration.ofMillis((long) (time.toMillis() * share));
    }
}
