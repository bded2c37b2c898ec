package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Finalist;
import java.util.List;
import java.util.Locale;

/** One finalist in the table of the last choice. */
record FinalistRow(
        int number,
        String architecture,
        String latency,
        String inherited,
        String tuned,
        String quantized,
        int examples,
        String style) {

    /** Best first, which is the winner. */
    static List<FinalistRow> of(RunFacts facts) {
        List<Finalist> finalists = facts.finalists();
        return finalists.stream()
                .map(finalist -> of(finalist, finalist.equals(finalists.get(0)) ? "won" : "inside"))
                .toList();
    }

    private static FinalistRow of(Finalist finalist, String style) {
        return new FinalistRow(
                finalist.evaluation(),
                finalist.architecture().key(),
                String.format(Locale.ROOT, "%.1f", finalist.latencyMs()),
                percent(finalist.inheritedAccuracy()),
                percent((double) finalist.floatCorrect() / finalist.examples()),
                percent((double) finalist.int8Correct() / finalist.examples()),
                finalist.examples(),
                style);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
