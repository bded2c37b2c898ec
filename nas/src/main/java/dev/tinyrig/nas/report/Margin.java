package dev.tinyrig.nas.report;

import java.util.Locale;

/**
 * By how much one share of right answers exceeds another, with its 95 % interval by Newcombe's hybrid score method
 * (Statistics in Medicine 17, 1998, method 10). It takes the two for independent; for networks judged by the same
 * examples it is wider than it need be.
 */
public record Margin(double difference, double low, double high) {
    public static Margin of(Interval one, Interval other) {
        double difference = one.share() - other.share();
        return new Margin(
                difference,
                difference - Math.hypot(one.share() - one.low(), other.high() - other.share()),
                difference + Math.hypot(one.high() - one.share(), other.share() - other.low()));
    }

    /** Such as {@code +2.3 points (-0.4 to +5.1)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.1f points (%+.1f to %+.1f)", 100 * difference, 100 * low, 100 * high);
    }
}
