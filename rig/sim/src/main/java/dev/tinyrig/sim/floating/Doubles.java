package dev.tinyrig.sim.floating;

/** Double-precision arithmetic on bits; as {@link Singles}, with residues found by fused multiply-add. */
public final class Doubles {
    private static final Ieee EXACTLY = new Ieee(FloatFormat.DOUBLE);
    /** Above this the residue of a product is not lost below the denormals. */
    private static final double SAFE_LOW = 0x1p-900;

    private static final double SAFE_HIGH = 0x1p1000;

    private Doubles() {}

    public static long add(FloatStatus status, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double sum = x + y;
        if (status.isLikeJava() && Math.abs(sum) <= SAFE_HIGH) {
            double part = sum - x;
            if (!status.isInexact() && (x - (sum - part)) + (y - part) != 0) {
                status.raise(FloatStatus.INEXACT);
            }
            return Double.doubleToRawLongBits(sum);
        }
        return EXACTLY.add(status, a, b);
    }

    public static long subtract(FloatStatus status, long a, long b) {
        boolean nan = FloatFormat.DOUBLE.isNan(a) || FloatFormat.DOUBLE.isNan(b);
        return nan ? EXACTLY.subtract(status, a, b) : add(status, a, b ^ Long.MIN_VALUE);
    }

    public static long multiply(FloatStatus status, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double product = x * y;
        if (status.isLikeJava() && isSafe(product)) {
            if (!status.isInexact() && Math.fma(x, y, -product) != 0) {
                status.raise(FloatStatus.INEXACT);
            }
            return Double.doubleToRawLongBits(product);
        }
        return EXACTLY.multiply(status, a, b);
    }

    /** {@code c + a * b}, rounded once. */
    public static long multiplyAdd(FloatStatus status, long c, long a, long b) {
        double result = Math.fma(Double.longBitsToDouble(a), Double.longBitsToDouble(b), Double.longBitsToDouble(c));
        if (status.isLikeJava() && status.isInexact() && isSafe(result)) {
            return Double.doubleToRawLongBits(result);
        }
        return EXACTLY.multiplyAdd(status, c, a, b);
    }

    public static long divide(FloatStatus status, long a, long b) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double quotient = x / y;
        if (status.isLikeJava() && isSafe(quotient) && isSafe(x) && isSafe(y)) {
            if (!status.isInexact() && Math.fma(quotient, y, -x) != 0) {
                status.raise(FloatStatus.INEXACT);
            }
            return Double.doubleToRawLongBits(quotient);
        }
        return EXACTLY.divide(status, a, b);
    }

    public static long squareRoot(FloatStatus status, long a) {
        double x = Double.longBitsToDouble(a);
        double root = Math.sqrt(x);
        if (status.isLikeJava() && isSafe(x) && x > 0) {
            if (!status.isInexact() && Math.fma(root, root, -x) != 0) {
                status.raise(FloatStatus.INEXACT);
            }
            return Double.doubleToRawLongBits(root);
        }
        return EXACTLY.squareRoot(status, a);
    }

    public static int compare(FloatStatus status, long a, long b, boolean quiet) {
        return EXACTLY.compare(status, a, b, quiet);
    }

    public static long extreme(FloatStatus status, long a, long b, boolean maximum) {
        return EXACTLY.extreme(status, a, b, maximum);
    }

    public static long fromSingle(FloatStatus status, int bits) {
        return EXACTLY.convert(status, bits & 0xffffffffL, FloatFormat.SINGLE);
    }

    public static long fromHalf(FloatStatus status, int bits) {
        return EXACTLY.convert(status, bits & 0xffff, Halves.format(status));
    }

    /** {@code integer * 2^-fraction}. */
    public static long fromFixed(FloatStatus status, long integer, int fraction) {
        return EXACTLY.fromFixed(status, integer, -fraction, Rounding.NEAREST_EVEN);
    }

    public static long toFixed(FloatStatus status, long a, FixedTarget target) {
        return target.of(status, Double.longBitsToDouble(EXACTLY.flushed(status, a)));
    }

    public static long integral(FloatStatus status, long a, Rounding rounding, boolean exact) {
        long flushed = EXACTLY.flushed(status, a);
        double value = Double.longBitsToDouble(flushed);
        if (Double.isNaN(value)) {
            return EXACTLY.nan(status, flushed);
        }
        double whole = rounding.integral(value);
        if (exact && whole != value) {
            status.raise(FloatStatus.INEXACT);
        }
        return (Double.doubleToRawLongBits(whole) & Long.MAX_VALUE) | (flushed & Long.MIN_VALUE);
    }

    private static boolean isSafe(double value) {
        double magnitude = Math.abs(value);
        return magnitude > SAFE_LOW && magnitude < SAFE_HIGH;
    }
}
