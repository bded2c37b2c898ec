package dev.tinyrig.nas.report;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/**
 * By how much one network's accuracy exceeds another's on the very same examples: with its 95 % interval by Newcombe's
 * score method for paired data (Statistics in Medicine 17, 1998, pages 2635 to 2650, method 10), and the probability of
 * a difference as large by chance (McNemar's test, exact, two-sided).
 *
 * @param onlyOne examples that only the first answers rightly
 * @param onlyOther examples that only the other answers rightly
 */
record PairedMargin(int bothRight, int onlyOne, int onlyOther, int bothWrong) {

    /**
     * Counts pairs.
     *
     * @param one whether the first is right, for each example
     * @param other the same of the other, in the same order
     */
    static PairedMargin of(List<Boolean> one, List<Boolean> other) {
        if (one.size() != other.size()) {
            throw new IllegalArgumentException("%d and %d answers are no pairs".formatted(one.size(), other.size()));
        }
        int[] counts = new int[4];
        for (int i = 0; i < one.size(); i++) {
            counts[(one.get(i) ? 0 : 2) + (other.get(i) ? 0 : 1)]++;
        }
        return new PairedMargin(counts[0], counts[1], counts[2], counts[3]);
    }

    private int total() {
        return bothRight + onlyOne + onlyOther + bothWrong;
    }

    double difference() {
        return (double) (onlyOne - onlyOther) / total();
    }

    double low() {
        Interval one = Interval.of(bothRight + onlyOne, total());
        Interval other = Interval.of(bothRight + onlyOther, total());
        return difference() - distance(one.share() - one.low(), other.high() - other.share());
    }

    double high() {
        Interval one = Interval.of(bothRight + onlyOne, total());
        Interval other = Interval.of(bothRight + onlyOther, total());
        return difference() + distance(other.share() - other.low(), one.high() - one.share());
    }

    private double distance(double one, double other) {
        return Math.sqrt(Math.max(0, one * one - 2 * correlation() * one * other + other * other));
    }

    /** Phi, corrected for continuity. */
    private double correlation() {
        double marginals = (double) (bothRight + onlyOne)
                * (onlyOther + bothWrong)
                * (bothRight + onlyOther)
                * (onlyOne + bothWrong);
        double product = (double) bothRight * bothWrong - (double) onlyOne * onlyOther;
        double corrected = product > 0 ? Math.max(0, product - total() / 2.0) : product;
        return marginals == 0 ? 0 : corrected / Math.sqrt(marginals);
    }

    /** McNemar's, by the binomial distribution of the examples that the two tell apart. */
    double pValue() {
        if (onlyOne == onlyOther) {
            return 1;
        }
        return new BinomialTest().binomialTest(onlyOne + onlyOther, onlyOne, 0.5, AlternativeHypothesis.TWO_SIDED);
    }

    /** Such as {@code +2.3 points (-0.4 to +5.1), p = 0.11}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%+.1f points (%+.1f to %+.1f), p = %.2g",
                100 * difference(),
                100 * low(),
                100 * high(),
                pValue());
    }
}
