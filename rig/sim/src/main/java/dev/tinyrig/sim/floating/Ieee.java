package dev.tinyrig.sim.floating;

/** Every operation in any format and mode, exactly and with all flags; slow, the fast paths are in front of it. */
final class Ieee {
    private final FloatFormat format;

    Ieee(FloatFormat format) {
        this.format = format;
    }

    long add(FloatStatus status, long x, long y) {
        long a = flushed(status, x);
        long b = flushed(status, y);
        if (format.isNan(a) || format.isNan(b)) {
            return nan(status, a, b);
        }
        if (format.isInfinite(a) || format.isInfinite(b)) {
            boolean opposite = format.isInfinite(a) && format.isInfinite(b) && a != b;
            return opposite ? invalid(status) : format.isInfinite(a) ? a : b;
        }
        return finiteSum(status, a, b);
    }

    /** Not {@link #add} of the negated operand, whose sign would be wrong if it is a NaN that is passed on. */
    long subtract(FloatStatus status, long x, long y) {
        long a = flushed(status, x);
        long b = flushed(status, y);
        boolean nan = format.isNan(a) || format.isNan(b);
        return nan ? nan(status, a, b) : add(status, a, b ^ format.signBit());
    }

    private long finiteSum(FloatStatus status, long a, long b) {
        if (format.isZero(a) || format.isZero(b)) {
            return format.isZero(a) && format.isZero(b) ? zeroSum(status, a, b) : format.isZero(a) ? b : a;
        }
        return rounded(status, Exact.of(a, format).plus(Exact.of(b, format)));
    }

    private long zeroSum(FloatStatus status, long a, long b) {
        return a == b ? a : cancelled(status);
    }

    /** The zero that a sum of opposites gives. */
    private long cancelled(FloatStatus status) {
        return format.zero(status.rounding() == Rounding.TOWARDS_MINUS_INFINITY);
    }

    long multiply(FloatStatus status, long x, long y) {
        long a = flushed(status, x);
        long b = flushed(status, y);
        if (format.isNan(a) || format.isNan(b)) {
            return nan(status, a, b);
        }
        boolean negative = format.isNegative(a) != format.isNegative(b);
        boolean infinite = format.isInfinite(a) || format.isInfinite(b);
        boolean zero = format.isZero(a) || format.isZero(b);
        if (infinite || zero) {
            return infinite && zero ? invalid(status) : infinite ? format.infinity(negative) : format.zero(negative);
        }
        return rounded(status, Exact.of(a, format).times(Exact.of(b, format)));
    }

    /** {@code addend + x * y}, rounded once. */
    long multiplyAdd(FloatStatus status, long addend, long x, long y) {
        long c = flushed(status, addend);
        long a = flushed(status, x);
        long b = flushed(status, y);
        boolean undefined = (format.isInfinite(a) && format.isZero(b)) || (format.isZero(a) && format.isInfinite(b));
        if (undefined && format.isNan(c) && !format.isSignallingNan(c)) {
            return invalid(status);
        }
        if (format.isNan(a) || format.isNan(b) || format.isNan(c)) {
            return nan(status, c, a, b);
        }
        if (undefined) {
            return invalid(status);
        }
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if (format.isInfinite(a) || format.isInfinite(b)) {
            boolean opposite = format.isInfinite(c) && format.isNegative(c) != negative;
            return opposite ? invalid(status) : format.infinity(negative);
        }
        if (format.isInfinite(c)) {
            return c;
        }
        if (format.isZero(a) || format.isZero(b)) {
            return finiteSum(status, c, format.zero(negative));
        }
        Exact product = Exact.of(a, format).times(Exact.of(b, format));
        return rounded(status, format.isZero(c) ? product : product.plus(Exact.of(c, format)));
    }

    long divide(FloatStatus status, long x, long y) {
        long a = flushed(status, x);
        long b = flushed(status, y);
        if (format.isNan(a) || format.isNan(b)) {
            return nan(status, a, b);
        }
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if ((format.isInfinite(a) && format.isInfinite(b)) || (format.isZero(a) && format.isZero(b))) {
            return invalid(status);
        }
        if (format.isInfinite(a) || format.isZero(b)) {
            if (!format.isInfinite(a)) {
                status.raise(FloatStatus.DIVISION_BY_ZERO);
            }
            return format.infinity(negative);
        }
        if (format.isZero(a) || format.isInfinite(b)) {
            return format.zero(negative);
        }
        return rounded(status, Exact.of(a, format).dividedBy(Exact.of(b, format)));
    }

    long squareRoot(FloatStatus status, long x) {
        long a = flushed(status, x);
        if (format.isNan(a)) {
            return nan(status, a);
        }
        if (format.isZero(a)) {
            return a;
        }
        if (format.isNegative(a)) {
            return invalid(status);
        }
        return format.isInfinite(a) ? a : rounded(status, Exact.of(a, format).squareRoot());
    }

    /** The same number in this format; {@code from} may be wider or narrower. */
    long convert(FloatStatus status, long x, FloatFormat from) {
        long a = from.isHalf() ? x : new Ieee(from).flushed(status, x);
        boolean negative = from.isNegative(a);
        if (format == FloatFormat.ALTERNATIVE_HALF && (from.isNan(a) || from.isInfinite(a))) {
            status.raise(FloatStatus.INVALID);
            return from.isNan(a) ? format.zero(negative) : (format.infinity() - 1) | format.zero(negative);
        }
        if (from.isNan(a)) {
            if (from.isSignallingNan(a)) {
                status.raise(FloatStatus.INVALID);
            }
            return status.hasDefaultNan() ? format.defaultNan() : movedNan(a, from);
        }
        if (from.isInfinite(a)) {
            return format.infinity(negative);
        }
        if (from.isZero(a)) {
            return format.zero(negative);
        }
        return Exact.of(a, from).round(format, status, status.rounding());
    }

    /** A NaN keeps its sign and the top of its payload. */
    private long movedNan(long a, FloatFormat from) {
        int narrower = from.fractionBits - format.fractionBits;
        long fraction = a & ((1L << from.fractionBits) - 1);
        long moved = narrower >= 0 ? fraction >>> narrower : fraction << -narrower;
        return format.infinity() | format.quietBit() | moved | format.zero(from.isNegative(a));
    }

    /** {@code integer * 2^exponent}. */
    long fromFixed(FloatStatus status, long integer, int exponent, Rounding rounding) {
        return integer == 0 ? 0 : Exact.of(integer, exponent).round(format, status, rounding);
    }

    /** NZCV of a comparison; {@code quiet} leaves quiet NaNs without the invalid flag. */
    int compare(FloatStatus status, long x, long y, boolean quiet) {
        long a = flushed(status, x);
        long b = flushed(status, y);
        if (format.isNan(a) || format.isNan(b)) {
            if (!quiet || format.isSignallingNan(a) || format.isSignallingNan(b)) {
                status.raise(FloatStatus.INVALID);
            }
            return 0b0011;
        }
        int order = Long.compare(ordered(a), ordered(b));
        return order == 0 ? 0b0110 : order < 0 ? 0b1000 : 0b0010;
    }

    private long ordered(long bits) {
        long magnitude = format.magnitude(bits);
        return format.isNegative(bits) ? -magnitude : magnitude;
    }

    /** VMAXNM and VMINNM: a number beats a quiet NaN, and -0 is less than +0. */
    long extreme(FloatStatus status, long x, long y, boolean maximum) {
        long a = flushed(status, x);
        long b = flushed(status, y);
        boolean quietA = format.isNan(a) && !format.isSignallingNan(a);
        boolean quietB = format.isNan(b) && !format.isSignallingNan(b);
        if (quietA != quietB && !(format.isNan(a) && format.isNan(b))) {
            return quietA ? b : a;
        }
        if (format.isNan(a) || format.isNan(b)) {
            return nan(status, a, b);
        }
        int order = Long.compare(ordered(a), ordered(b));
        boolean firstIsGreater = order > 0 || (order == 0 && !format.isNegative(a));
        return firstIsGreater == maximum ? a : b;
    }

    /** A denormal operand is 0 when FPSCR.FZ says so. */
    long flushed(FloatStatus status, long bits) {
        if (status.flushesToZero() && format.isDenormal(bits)) {
            status.raise(FloatStatus.INPUT_DENORMAL);
            return format.zero(format.isNegative(bits));
        }
        return bits;
    }

    /** The NaN that a result takes over: the first signalling one, else the first quiet one (FPProcessNaNs). */
    long nan(FloatStatus status, long... operands) {
        for (long operand : operands) {
            if (format.isSignallingNan(operand)) {
                status.raise(FloatStatus.INVALID);
                return status.hasDefaultNan() ? format.defaultNan() : operand | format.quietBit();
            }
        }
        for (long operand : operands) {
            if (format.isNan(operand)) {
                return status.hasDefaultNan() ? format.defaultNan() : operand;
            }
        }
        throw new IllegalArgumentException("no operand is a NaN");
    }

    private long invalid(FloatStatus status) {
        status.raise(FloatStatus.INVALID);
        return format.defaultNan();
    }

    private long rounded(FloatStatus status, Exact exact) {
        return exact.isZero() ? cancelled(status) : exact.round(format, status, status.rounding());
    }
}
