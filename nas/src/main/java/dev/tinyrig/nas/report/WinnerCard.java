package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Cost;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The winner in a few large numbers. */
record WinnerCard(
        String architecture,
        String accuracy,
        String clips,
        String interval,
        String floatAccuracy,
        int mismatches,
        String verdict,
        List<Gauge> gauges,
        String firmware) {

    /** A cost beside its limit; {@code percent} of the limit is used. */
    record Gauge(String name, String value, String limit, int percent, boolean over) {
        static Gauge of(String name, double value, double limit, String unit) {
            return new Gauge(
                    name,
                    String.format(Locale.ROOT, "%.1f %s", value, unit),
                    String.format(Locale.ROOT, "%s %s", number(limit), unit),
                    (int) Math.min(100, Math.round(100 * value / limit)),
                    value > limit);
        }

        private static String number(double limit) {
            return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        }
    }

    static Optional<WinnerCard> of(RunFacts facts) {
        return facts.winner().flatMap(winner -> facts.validation()
                .map(validation -> of(winner, validation, facts.request().limits())));
    }

    private static WinnerCard of(Winner winner, Validation validation, Limits limits) {
        Cost cost = validation.cost();
        Interval interval = Interval.of(validation.correct(), validation.clips());
        return new WinnerCard(
                winner.architecture().key(),
                String.format(Locale.ROOT, "%.1f", 100 * interval.share()),
                interval.correct() + " of " + interval.total() + " test examples",
                String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high()),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * winner.floatCorrect() / validation.clips()),
                validation.mismatches(),
                validation.mismatches() == 0 ? "good" : "bad",
                List.of(
                        Gauge.of("Latency", cost.latencyMs(), limits.maxLatencyMs(), "ms"),
                        Gauge.of("Peak SRAM", cost.sramKb(), limits.maxSramKb(), "KB"),
                        Gauge.of("Flash", cost.flashKb(), limits.maxFlashKb(), "KB")),
                validation.firmware());
    }
}
