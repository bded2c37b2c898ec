package dev.tinyrig.sim.floating;

/**
 * The integer or fixed-point number that a conversion makes.
 *
 * @param bits its width, 16 or 32
 * @param fraction how many of them stand behind the point
 */
public record FixedTarget(int bits, boolean signed, int fraction, Rounding rounding) {
    public FixedTarget {
        if ((bits != 16 && bits != 32) || fraction < 0 || fraction > bits) {
            throw new IllegalArgumentException(bits + " bits with " + fraction + " behind the point");
        }
    }

    /** Saturates and raises the invalid flag when the number does not fit. */
    long of(FloatStatus status, double value) {
        if (Double.isNaN(value)) {
            status.raise(FloatStatus.INVALID);
            return 0;
        }
        double scaled = value * (1L << fraction);
        double whole = rounding.integral(scaled);
        long low = signed ? -(1L << (bits - 1)) : 0;
        long high = (1L << (signed ? bits - 1 : bits)) - 1;
        if (whole < low || whole > high) {
            status.raise(FloatStatus.INVALID);
            return whole < low ? low : high;
        }
        if (whole != scaled) {
            status.raise(FloatStatus.INEXACT);
        }
        return (long) whole;
    }
}
