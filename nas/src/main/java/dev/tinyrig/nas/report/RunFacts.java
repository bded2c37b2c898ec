package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Fitness;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.rig.measure.Measurement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows from a log: the numbers that both the summary and the report show. */
public record RunFacts(Journal journal) {
    public Request request() {
        return journal.started().request();
    }

    public Provenance provenance() {
        return journal.started().provenance();
    }

    public Fitness fitness() {
        return new Fitness(request().limits());
    }

    /** In the order they were proposed. */
    public List<Evaluation> evaluations() {
        return journal.all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .sorted(Comparator.comparingInt(Evaluation::number))
                .toList();
    }

    /** Best first. */
    public List<Finalist> finalists() {
        return journal.all(Entry.Judged.class).stream()
                .map(Entry.Judged::finalist)
                .sorted(Finalist.BEST_FIRST)
                .toList();
    }

    /** What was measured before anything was trained. */
    public List<Evaluation> probes() {
        return journal.all(Entry.Probed.class).stream()
                .map(Entry.Probed::evaluation)
                .toList();
    }

    public Optional<Winner> winner() {
        return journal.last(Entry.Won.class).map(Entry.Won::winner);
    }

    public Optional<Validation> validation() {
        return journal.last(Entry.Validated.class).map(Entry.Validated::validation);
    }

    /** What a budget took away; empty where there was none or it was long enough. */
    public Optional<String> cut() {
        return journal.last(Entry.Planned.class).flatMap(plan -> journal.last(Entry.Estimated.class)
                .map(Entry.Estimated::effort)
                .filter(asked -> !asked.equals(plan.effort()))
                .map(asked -> cut(asked, plan.effort())));
    }

    private String cut(Effort asked, Effort left) {
        return String.format(
                Locale.ROOT,
                "Cut to fit in %d minutes: %,d of %,d training steps, %,d of %,d candidates, %d of %d finalists with %,d"
                        + " of %,d steps.",
                journal.last(Entry.Budgeted.class)
                        .map(Entry.Budgeted::budget)
                        .orElse(Duration.ZERO)
                        .toMinutes(),
                left.trainingSteps(),
                asked.trainingSteps(),
                journal.all(Entry.Evaluated.class).size(),
                asked.proposals(),
                left.finalists(),
                asked.finalists(),
                left.tuningSteps(),
                asked.tuningSteps());
    }

    /** How many candidates came to each end. */
    public record Tally(long measured, long rejected, long crashed, long unjudged) {
        @Override
        public String toString() {
            String known = "%d measured, %d rejected, %d crashed".formatted(measured, rejected, crashed);
            return unjudged == 0 ? known : "%s, %d unjudged".formatted(known, unjudged);
        }
    }

    public Tally tally() {
        List<String> ends = evaluations().stream()
                .map(evaluation -> evaluation
                        .outcome()
                        .match(yes -> "measured", no -> "rejected", crash -> "crashed", unknown -> "unjudged"))
                .toList();
        return new Tally(
                count(ends, "measured"), count(ends, "rejected"), count(ends, "crashed"), count(ends, "unjudged"));
    }

    /** How often a bench could not do a run; each was tried again, none counts against a candidate. */
    public int benchFaults() {
        return journal.all(Entry.Faulted.class).size();
    }

    private static long count(List<String> ends, String end) {
        return ends.stream().filter(end::equals).count();
    }

    /** The median over measured candidates of the time from architecture to measurement; zero where there is none. */
    public Duration medianTime() {
        List<Duration> totals = evaluations().stream()
                .filter(evaluation -> evaluation.cost().isPresent())
                .map(evaluation -> evaluation.times().total())
                .sorted()
                .toList();
        return totals.isEmpty() ? Duration.ZERO : totals.get((totals.size() - 1) / 2);
    }

    /** How the milliseconds came about, such as {@code simulated: instructions x 1.37 / 168 MHz}. */
    public String fidelity() {
        return measurements()
                .findFirst()
                .map(RunFacts::fidelity)
                .orElse(lowerCase(provenance().device().fidelity()));
    }

    /** The same of the winner's test, which runs on a bench even where a model chose the winner. */
    public String testFidelity() {
        return request()
                .engine()
                .flatMap(engine -> validation())
                .map(validation ->
                        "%s: %s".formatted(lowerCase(validation.fidelity()), lowerCase(validation.counter())))
                .orElseGet(this::fidelity);
    }

    private static String fidelity(Measurement measurement) {
        String megahertz = String.format(Locale.ROOT, "%.0f MHz", measurement.clockHz() / 1e6);
        String counted = lowerCase(measurement.counter());
        return lowerCase(measurement.fidelity()) + ": "
                + (measurement.cyclesPerCount() == 1
                        ? counted + " / " + megahertz
                        : counted + " x " + measurement.cyclesPerCount() + " / " + megahertz);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Stream<Measurement> measurements() {
        return Stream.concat(probes().stream(), evaluations().stream()).flatMap(evaluation -> evaluation
                .outcome()
                .match(
                        measured -> Stream.of(measured.measurement()),
                        rejected -> Stream.empty(),
                        crashed -> Stream.empty(),
                        unjudged -> Stream.empty()));
    }
}
