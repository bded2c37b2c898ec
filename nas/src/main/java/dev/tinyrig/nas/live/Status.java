package dev.tinyrig.nas.live;

import dev.tinyrig.nas.live.WatchedProgress.Phase;
import dev.tinyrig.nas.report.RunFacts;
import dev.tinyrig.nas.search.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a run is, for the head of the page.
 *
 * @param revision of the log: another report belongs to another
 * @param ended whether the run is over and the report whole
 */
record Status(
        String phase,
        long done,
        long total,
        String note,
        Optional<Double> secondsLeft,
        Optional<Double> candidatesPerMinute,
        int busyBenches,
        int benches,
        Optional<String> best,
        long revision,
        boolean ended) {
    private static final Phase STARTING = new Phase("starting", 0, 0, "", 0);

    /** Candidates whose pace is told. */
    private static final int LATEST = 20;

    static Status of(Optional<Phase> work, RunView.Seen seen, LiveRun run, boolean ended) {
        Phase phase = work.orElse(STARTING);
        return new Status(
                phase.name(),
                phase.done(),
                phase.total(),
                phase.note(),
                phase.secondsLeft(),
                seen.facts().flatMap(Status::candidatesPerMinute),
                run.busyBenches().getAsInt(),
                run.benches(),
                seen.facts().flatMap(Status::best),
                seen.revision(),
                ended);
    }

    private static Optional<Double> candidatesPerMinute(RunFacts facts) {
        List<Instant> ends = facts.evaluations().stream()
                .map(Evaluation::finishedAt)
                .sorted()
                .toList();
        if (ends.size() < 2) {
            return Optional.empty();
        }
        List<Instant> latest = ends.subList(Math.max(0, ends.size() - LATEST), ends.size());
        Duration took = Duration.between(latest.get(0), latest.get(latest.size() - 1));
        return took.isZero() ? Optional.empty() : Optional.of(60e3 * (latest.size() - 1) / took.toMillis());
    }

    private static Optional<String> best(RunFacts facts) {
        return facts.fitness()
                .winner(facts.evaluations())
                .map(best -> String.format(
                        Locale.ROOT,
                        "%.1f %%, %.1f ms, No. %d",
                        100 * best.validationAccuracy(),
                        best.cost().orElseThrow().latencyMs(),
                        best.number()));
    }
}
