package dev.tinyrig.nas.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * By how much the mean accuracy of several networks exceeds that of several others on the very same examples. For each
 * example the share of one side's networks that are right is paired with the other side's; the 95 % interval and the
 * probability of a difference as large by chance are Student's for such pairs. So they tell how far the choice of
 * examples reaches; how far the seeds reach, only the accuracy of each tells.
 */
record MeanMargin(double difference, double low, double high, double pValue) {
    private static final double ONE_SIDE = 0.975;

    /**
     * Of networks by their answers.
     *
     * @param ones for each network of the first side, whether it is right, for each example
     * @param others the same of the other side, the examples in the same order
     */
    static MeanMargin of(List<List<Boolean>> ones, List<List<Boolean>> others) {
        int examples = ones.get(0).size();
        if (Stream.of(ones, others).flatMap(List::stream).anyMatch(answers -> answers.size() != examples)) {
            throw new IllegalArgumentException("answers to different tests are no pairs");
        }
        SummaryStatistics differences = new SummaryStatistics();
        for (int example = 0; example < examples; example++) {
            differences.addValue(share(ones, example) - share(others, example));
        }
        return of(differences);
    }

    private static MeanMargin of(SummaryStatistics differences) {
        double mean = differences.getMean();
        double examples = differences.getN();
        double error = differences.getStandardDeviation() / Math.sqrt(examples);
        if (error == 0) {
            return new MeanMargin(mean, mean, mean, mean == 0 ? 1 : 0);
        }
        TDistribution student = new TDistribution(examples - 1);
        double reach = error * student.inverseCumulativeProbability(ONE_SIDE);
        return new MeanMargin(
                mean, mean - reach, mean + reach, 2 * student.cumulativeProbability(-Math.abs(mean / error)));
    }

    private static double share(List<List<Boolean>> answers, int example) {
        return answers.stream().filter(each -> each.get(example)).count() / (double) answers.size();
    }

    /** Such as {@code +2.3 points (-0.4 to +5.1), p = 0.11}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%+.1f points (%+.1f to %+.1f), p = %.2g",
                100 * difference,
                100 * low,
                100 * high,
                pValue);
    }
}
