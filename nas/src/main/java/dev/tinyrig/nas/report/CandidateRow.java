package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Cost;
import dev.tinyrig.nas.search.Evaluation;
import java.util.Locale;
import java.util.Optional;

/** One candidate in the table of all, best first. */
record CandidateRow(
        int number,
        int generation,
        String architecture,
        String accuracy,
        String macs,
        String latency,
        String sram,
        String flash,
        String seconds,
        String verdict,
        String style) {

    static CandidateRow of(Evaluation evaluation, RunFacts facts) {
        Optional<Cost> cost = evaluation.cost();
        boolean won = facts.winner()
                .filter(winner -> winner.evaluation() == evaluation.number())
                .isPresent();
        boolean inside = facts.fitness().meetsLimits(evaluation);
        return new CandidateRow(
                evaluation.number(),
                evaluation.generation(),
                evaluation.architecture().key(),
                cost.map(each -> number(100 * evaluation.validationAccuracy())).orElse("–"),
                String.format(Locale.ROOT, "%.2f", evaluation.macs() / 1e6),
                cost.map(each -> number(each.latencyMs())).orElse("–"),
                cost.map(each -> number(each.sramKb())).orElse("–"),
                cost.map(each -> number(each.flashKb())).orElse("–"),
                String.format(Locale.ROOT, "%.2f", evaluation.times().total().toMillis() / 1e3),
                won ? "winner" : verdict(evaluation, inside),
                won ? "won" : inside ? "inside" : "outside");
    }

    private static String verdict(Evaluation evaluation, boolean inside) {
        return evaluation
                .outcome()
                .match(
                        measured -> inside ? "inside" : "outside",
                        rejected -> "rejected: " + rejected.detail(),
                        crashed -> "crashed: " + crashed.detail(),
                        unjudged -> "unjudged: " + unjudged.detail());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
