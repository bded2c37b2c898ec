package dev.tinyrig.rig.junit.assertions;

/**
 * A change that is let pass whatever its cause.
 *
 * @param ratio of the baseline, such as 0.01
 */
public record Tolerance(double ratio) {
    /** Every change counts that chance does not explain. */
    public static final Tolerance NONE = new Tolerance(0);

    public Tolerance {
        if (!(ratio >= 0 && ratio < 1)) {
            throw new IllegalArgumentException("a tolerance is from 0 to below 1, not " + ratio);
        }
    }

    public static Tolerance percent(double percent) {
        return new Tolerance(percent / 100);
    }

    boolean allows(long seen, long expected) {
        return Math.abs(seen - expected) <= ratio * Math.abs(expected);
    }
}
