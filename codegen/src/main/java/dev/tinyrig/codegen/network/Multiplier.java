package dev.tinyrig.codegen.network;

/**
 * A real factor in TFLite's fixed point: {@code mantissa * 2^(shift - 31)}, with a mantissa of 31 bits and a sign.
 *
 * <p>Source: {@code QuantizeMultiplier} and {@code MultiplyByQuantizedMultiplier} of TensorFlow Lite, double rounding.
 */
public record Multiplier(int mantissa, int shift) {
    private static final long ONE = 1L << 31;

    /** The nearest fixed-point factor; what is nearer to 0 than 2^-32 becomes 0. Published networks have factors below 0. */
    public static Multiplier of(double factor) {
        if (!(Math.abs(factor) < 1L << 30)) {
            throw new IllegalArgumentException("factor %s is not within 2^30".formatted(factor));
        }
        if (factor < 0) {
            Multiplier positive = of(-factor);
            return new Multiplier(-positive.mantissa, positive.shift);
        }
        if (factor == 0) {
            return new Multiplier(0, 0);
        }
        int shift = Math.getExponent(factor) + 1;
        long mantissa = Math.round(Math.scalb(factor, 31 - shift));
        if (mantissa == ONE) {
            mantissa /= 2;
            shift++;
        }
        return shift < -31 ? new Multiplier(0, 0) : new Multiplier((int) mantissa, shift);
    }

    /** Bits by which a value is shifted up before the product. */
    public int leftShift() {
        return Math.max(shift, 0);
    }

    /** Bits by which the product is shifted down, rounding half away from zero. */
    public int rightShift() {
        return Math.max(-shift, 0);
    }

    /** Whether it is between -1/2 and 1/2, as nearly all are: a 32-bit fraction holds it, and it only shifts down. */
    public boolean isBelowHalf() {
        return mantissa == 0 || shift < 0;
    }

    /** This factor, which must be below one half, in units of 2^-32. */
    public int fraction() {
        if (!isBelowHalf()) {
            throw new IllegalArgumentException(this + " is no fraction below one half");
        }
        long size = Math.round(Math.scalb((double) Math.abs((long) mantissa), shift + 1));
        return (int) (mantissa < 0 ? -size : size);
    }

    /** {@code value} times {@link #fraction}, rounded once, half up. */
    public int applyOnce(int value) {
        return (int) (((long) value * fraction() + (1L << 31)) >> 32);
    }

    /** {@code value} times this factor, rounded twice as TFLite does. */
    public int apply(int value) {
        return divideByPowerOfTwo(doublingHighProduct(value << leftShift(), mantissa), rightShift());
    }

    /** Needs no saturation, since no mantissa is {@code Integer.MIN_VALUE}. */
    private static int doublingHighProduct(int left, int right) {
        long product = (long) left * right;
        long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int) ((product + nudge) / ONE);
    }

    private static int divideByPowerOfTwo(int value, int exponent) {
        int mask = (int) ((1L << exponent) - 1);
        int remainder = value & mask;
        int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> exponent) + (remainder > threshold ? 1 : 0);
    }
}
