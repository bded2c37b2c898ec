package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluation.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Where the time went: per step of a candidate, and per stage of the run. */
record TimeTable(List<Slice> steps, List<Fact> stages) {
    /** A step's mean over all candidates, as a share of the whole. */
    record Slice(String name, String colour, String percent, String mean) {}

    private record Part(String name, String colour, Function<Times, Duration> time) {}

    private static final List<Part> PARTS = List.of(
            new Part("lend weights, accuracy", "#2f6fde", Times::lend),
            new Part("quantize", "#7a4fc9", Times::quantize),
            new Part("schedule", "#b8860b", Times::schedule),
            new Part("compile, link", "#16805c", Times::build),
            new Part("run on the bench", "#c2571a", Times::measure));

    static TimeTable of(RunFacts facts) {
        List<Evaluation> evaluations = facts.evaluations();
        double total = Math.max(1e-9, seconds(evaluations, Times::total));
        List<Slice> slices = new ArrayList<>();
        for (Part part : PARTS) {
            double seconds = seconds(evaluations, part.time());
            slices.add(new Slice(
                    part.name(),
                    part.colour(),
                    String.format(Locale.ROOT, "%.2f", 100 * seconds / total),
                    String.format(Locale.ROOT, "%.0f ms", 1e3 * seconds / Math.max(1, evaluations.size()))));
        }
        return new TimeTable(slices, stages(facts));
    }

    private static List<Fact> stages(RunFacts facts) {
        List<Fact> stages = new ArrayList<>();
        facts.journal()
                .all(Entry.Trained.class)
                .forEach(trained -> stages.add(new Fact(
                        "Training: " + trained.what(),
                        String.format(
                                Locale.ROOT,
                                "%s in %,d steps, loss %.3f%s",
                                minutes(trained.took()),
                                trained.steps(),
                                trained.loss(),
                                trained.reused()
                                        .map(origin -> ", by the run " + origin.run() + ": reused")
                                        .orElse("")))));
        if (!facts.evaluations().isEmpty()) {
            stages.add(new Fact("Candidates, summed over benches", minutes(summed(facts.evaluations(), Times::total))));
        }
        wholeRun(facts).ifPresent(took -> stages.add(0, new Fact("Whole run", minutes(took))));
        facts.validation()
                .ifPresent(validation -> stages.add(new Fact(
                        "Validation on the device",
                        "%s for %d examples on %d benches"
                                .formatted(minutes(validation.took()), validation.clips(), validation.benches()))));
        return stages;
    }

    /** Empty for a resumed run, which has pauses. */
    private static Optional<Duration> wholeRun(RunFacts facts) {
        boolean resumed = facts.journal().last(Entry.Resumed.class).isPresent();
        return facts.journal()
                .last(Entry.Validated.class)
                .filter(validated -> !resumed)
                .map(validated -> Duration.between(facts.journal().started().at(), validated.at()));
    }

    private static String minutes(Duration duration) {
        return duration.toSeconds() < 120
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3)
                : String.format(Locale.ROOT, "%.1f min", duration.toSeconds() / 60.0);
    }

    private static double seconds(List<Evaluation> evaluations, Function<Times, Duration> part) {
        return summed(evaluations, part).toNanos() / 1e9;
    }

    private static Duration summed(List<Evaluation> evaluations, Function<Times, Duration> part) {
        return evaluations.stream().map(Evaluation::times).map(part).reduce(Duration.ZERO, Duration::plus);
    }
}
