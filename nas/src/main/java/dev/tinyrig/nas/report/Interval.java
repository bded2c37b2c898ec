package dev.tinyrig.nas.report;

import java.util.Locale;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/** A share of examples with its 95 % Wilson score interval. */
public record Interval(int correct, int total, double low, double high) {
    private static final double CONFIDENCE = 0.95;

    public static Interval of(int correct, int total) {
        ConfidenceInterval interval = new WilsonScoreInterval().createInterval(total, correct, CONFIDENCE);
        return new Interval(correct, total, interval.getLowerBound(), interval.getUpperBound());
    }

    public double share() {
        return (double) correct / total;
    }

    /** Such as {@code 88.5 % (378/427, 85.1 to 91.2 %)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.1f %% (%d/%d, %.1f to %.1f %%)", 100 * share(), correct, total, 100 * low, 100 * high);
    }
}
