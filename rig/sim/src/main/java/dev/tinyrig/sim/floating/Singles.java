package dev.tinyrig.sim.floating;

/**
 * Single-precision arithmetic on bits: the host's own where that gives the same bits and flags, else {@link Ieee}.
 *
 * <p>Java rounds to nearest even and has denormals, so only NaNs, results at the edges of the range and other modes of
 * FPSCR go the slow way. The inexact flag is found by an exact residue in double precision.
 */
public final class Singles {
    private static final Ieee EXACTLY = new Ieee(FloatFormat.SINGLE);

    private Singles() {}

    public static int add(FloatStatus status, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        float sum = x + y;
        // A sum below the normal range is always exact, so any finite sum will do.
        if (status.isLikeJava() && Math.abs(sum) <= Float.MAX_VALUE) {
            if (!status.isInexact() && isRounded(x, y, sum)) {
                status.raise(FloatStatus.INEXACT);
            }
            return Float.floatToRawIntBits(sum);
        }
        return (int) EXACTLY.add(status, unsigned(a), unsigned(b));
    }

    private static boolean isRounded(double x, double y, double sum) {
        double wide = x + y;
        double part = wide - x;
        return wide != sum || (x - (wide - part)) + (y - part) != 0;
    }

    public static int subtract(FloatStatus status, int a, int b) {
        boolean nan = (a & 0x7fffffff) > 0x7f800000 || (b & 0x7fffffff) > 0x7f800000;
        return nan ? (int) EXACTLY.subtract(status, unsigned(a), unsigned(b)) : add(status, a, b ^ 0x80000000);
    }

    public static int multiply(FloatStatus status, int a, int b) {
        float product = Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
        if (status.isLikeJava() && isSafelyNormal(product)) {
            if (!status.isInexact() && (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b) != product) {
                status.raise(FloatStatus.INEXACT);
            }
            return Float.floatToRawIntBits(product);
        }
        return (int) EXACTLY.multiply(status, unsigned(a), unsigned(b));
    }

    /** {@code c + a * b}, rounded once. */
    public static int multiplyAdd(FloatStatus status, int c, int a, int b) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        float z = Float.intBitsToFloat(c);
        float result = Math.fma(x, y, z);
        if (status.isLikeJava() && isSafelyNormal(result)) {
            if (!status.isInexact() && isRounded((double) x * y, z, result)) {
                status.raise(FloatStatus.INEXACT);
            }
            return Float.floatToRawIntBits(result);
        }
        return (int) EXACTLY.multiplyAdd(status, unsigned(c), unsigned(a), unsigned(b));
    }

    public static int divide(FloatStatus status, int a, int b) {
        float y = Float.intBitsToFloat(b);
        float quotient = Float.intBitsToFloat(a) / y;
        if (status.isLikeJava() && isSafelyNormal(quotient) && Math.abs(y) <= Float.MAX_VALUE) {
            if (!status.isInexact() && (double) quotient * y != Float.intBitsToFloat(a)) {
                status.raise(FloatStatus.INEXACT);
            }
            return Float.floatToRawIntBits(quotient);
        }
        return (int) EXACTLY.divide(status, unsigned(a), unsigned(b));
    }

    public static int squareRoot(FloatStatus status, int a) {
        float x = Float.intBitsToFloat(a);
        float root = (float) Math.sqrt(x);
        if (status.isLikeJava() && isSafelyNormal(root)) {
            if (!status.isInexact() && (double) root * root != x) {
                status.raise(FloatStatus.INEXACT);
            }
            return Float.floatToRawIntBits(root);
        }
        return (int) EXACTLY.squareRoot(status, unsigned(a));
    }

    /** NZCV of a comparison; {@code quiet} leaves quiet NaNs without the invalid flag. */
    public static int compare(FloatStatus status, int a, int b, boolean quiet) {
        return EXACTLY.compare(status, unsigned(a), unsigned(b), quiet);
    }

    public static int extreme(FloatStatus status, int a, int b, boolean maximum) {
        return (int) EXACTLY.extreme(status, unsigned(a), unsigned(b), maximum);
    }

    public static int fromDouble(FloatStatus status, long bits) {
        return (int) EXACTLY.convert(status, bits, FloatFormat.DOUBLE);
    }

    public static int fromHalf(FloatStatus status, int bits) {
        return (int) EXACTLY.convert(status, bits & 0xffff, Halves.format(status));
    }

    /** {@code integer * 2^-fraction}. */
    public static int fromFixed(FloatStatus status, long integer, int fraction, Rounding rounding) {
        if (fraction == 0 && status.isLikeJava() && status.isInexact()) {
            return Float.floatToRawIntBits((float) integer);
        }
        return (int) EXACTLY.fromFixed(status, integer, -fraction, rounding);
    }

    public static long toFixed(FloatStatus status, int a, FixedTarget target) {
        int flushed = (int) EXACTLY.flushed(status, unsigned(a));
        return target.of(status, Float.intBitsToFloat(flushed));
    }

    /** The nearest integer as a float; {@code exact} raises the inexact flag when it is another number. */
    public static int integral(FloatStatus status, int a, Rounding rounding, boolean exact) {
        int flushed = (int) EXACTLY.flushed(status, unsigned(a));
        float value = Float.intBitsToFloat(flushed);
        if (Float.isNaN(value)) {
            return (int) EXACTLY.nan(status, unsigned(flushed));
        }
        float whole = (float) rounding.integral(value);
        if (exact && whole != value) {
            status.raise(FloatStatus.INEXACT);
        }
        return (Float.floatToRawIntBits(whole) & 0x7fffffff) | (flushed & 0x80000000);
    }

    private static boolean isSafelyNormal(float value) {
        float magnitude = Math.abs(value);
        return magnitude > Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
    }

    private static long unsigned(int bits) {
        return bits & 0xffffffffL;
    }
}
