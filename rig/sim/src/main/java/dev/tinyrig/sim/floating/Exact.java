package dev.tinyrig.sim.floating;

import java.math.BigInteger;

/** A finite non-zero number held exactly: sign, integer significand and power of two; rounds itself into a format. */
record Exact(boolean negative, BigInteger significand, int exponent) {

    /** The value of a finite non-zero number. */
    static Exact of(long bits, FloatFormat format) {
        long fraction = bits & ((1L << format.fractionBits) - 1);
        int biased = (int) (format.magnitude(bits) >>> format.fractionBits);
        long significand = biased == 0 ? fraction : fraction | 1L << format.fractionBits;
        int exponent = Math.max(biased, 1) - 1 + format.minExponent() - format.fractionBits;
        return new Exact(format.isNegative(bits), BigInteger.valueOf(significand), exponent);
    }

    static Exact of(long integer, int exponent) {
        BigInteger value = BigInteger.valueOf(integer);
        return new Exact(value.signum() < 0, value.abs(), exponent);
    }

    private BigInteger signed() {
        return negative ? significand.negate() : significand;
    }

    Exact times(Exact other) {
        return new Exact(
                negative != other.negative, significand.multiply(other.significand), exponent + other.exponent);
    }

    /** The significand of a sum that cancels is 0. */
    Exact plus(Exact other) {
        int low = Math.min(exponent, other.exponent);
        BigInteger sum = signed().shiftLeft(exponent - low).add(other.signed().shiftLeft(other.exponent - low));
        return new Exact(sum.signum() < 0, sum.abs(), low);
    }

    boolean isZero() {
        return significand.signum() == 0;
    }

    /** The quotient to more bits than any format has; the last bit says whether there is more. */
    Exact dividedBy(Exact other) {
        int shift = 128;
        BigInteger[] parts = significand.shiftLeft(shift).divideAndRemainder(other.significand);
        return new Exact(
                negative != other.negative, withSticky(parts[0], parts[1]), exponent - other.exponent - shift - 1);
    }

    /** The root of a positive number, to more bits than any format has. */
    Exact squareRoot() {
        int shift = 256 + (exponent & 1);
        BigInteger[] parts = significand.shiftLeft(shift).sqrtAndRemainder();
        return new Exact(false, withSticky(parts[0], parts[1]), (exponent - shift) / 2 - 1);
    }

    private static BigInteger withSticky(BigInteger value, BigInteger rest) {
        BigInteger doubled = value.shiftLeft(1);
        return rest.signum() == 0 ? doubled : doubled.setBit(0);
    }

    /** The nearest number of the format in the given mode, with the flags that rounding raises. */
    long round(FloatFormat format, FloatStatus status, Rounding rounding) {
        int top = exponent + significand.bitLength() - 1;
        boolean tiny = top < format.minExponent();
        if (tiny && status.flushesToZero() && !format.isHalf()) {
            status.raise(FloatStatus.UNDERFLOW);
            return format.zero(negative);
        }
        if (top > format.maxExponent()) {
            return overflow(format, status, rounding);
        }
        int cut = Math.max(top, format.minExponent()) - format.fractionBits - exponent;
        BigInteger kept = significand.shiftRight(cut);
        BigInteger lost = significand.subtract(kept.shiftLeft(cut));
        boolean exact = lost.signum() == 0;
        int half = cut <= 0 ? -1 : lost.shiftLeft(1).compareTo(BigInteger.ONE.shiftLeft(cut));
        long magnitude = kept.longValueExact() + (rounding.roundsUp(negative, kept.testBit(0), half, exact) ? 1 : 0);
        if (!tiny) {
            // The carry of a significand that rounded up to a power of two runs into the exponent, as it should.
            magnitude += (long) (top - format.minExponent()) << format.fractionBits;
        }
        if (magnitude >= format.infinity()) {
            return overflow(format, status, rounding);
        }
        raise(status, exact, tiny);
        return magnitude | format.zero(negative);
    }

    private static void raise(FloatStatus status, boolean exact, boolean tiny) {
        if (!exact) {
            status.raise(tiny ? FloatStatus.INEXACT | FloatStatus.UNDERFLOW : FloatStatus.INEXACT);
        }
    }

    private long overflow(FloatFormat format, FloatStatus status, Rounding rounding) {
        if (format == FloatFormat.ALTERNATIVE_HALF) {
            status.raise(FloatStatus.INVALID);
            return (format.infinity() - 1) | format.zero(negative);
        }
        status.raise(FloatStatus.OVERFLOW | FloatStatus.INEXACT);
        boolean toInfinity =
                switch (rounding) {
                    case NEAREST_EVEN, NEAREST_AWAY -> true;
                    case TOWARDS_PLUS_INFINITY -> !negative;
                    case TOWARDS_MINUS_INFINITY -> negative;
                    case TOWARDS_ZERO -> false;
                };
        return (toInfinity ? format.infinity() : format.infinity() - 1) | format.zero(negative);
    }
}
