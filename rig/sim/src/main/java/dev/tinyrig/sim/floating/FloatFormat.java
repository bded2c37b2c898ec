package dev.tinyrig.sim.floating;

/** An IEEE 754 binary interchange format; values are held in the low bits of a long. */
enum FloatFormat {
    HALF(5, 10),
    /** Arm's own half precision under FPSCR.AHP: no infinities or NaNs, one more power of two. */
    ALTERNATIVE_HALF(5, 10),
    SINGLE(8, 23),
    DOUBLE(11, 52);

    final int exponentBits;
    final int fractionBits;

    FloatFormat(int exponentBits, int fractionBits) {
        this.exponentBits = exponentBits;
        this.fractionBits = fractionBits;
    }

    int minExponent() {
        return 2 - (1 << (exponentBits - 1));
    }

    long signBit() {
        return 1L << (exponentBits + fractionBits);
    }

    int maxExponent() {
        return 1 - minExponent() + (this == ALTERNATIVE_HALF ? 1 : 0);
    }

    /** The first magnitude that is not a number; the alternative format has none. */
    long infinity() {
        return this == ALTERNATIVE_HALF ? signBit() : ((1L << exponentBits) - 1) << fractionBits;
    }

    boolean isHalf() {
        return this == HALF || this == ALTERNATIVE_HALF;
    }

    long quietBit() {
        return 1L << (fractionBits - 1);
    }

    long defaultNan() {
        return infinity() | quietBit();
    }

    long magnitude(long bits) {
        return bits & (signBit() - 1);
    }

    boolean isNegative(long bits) {
        return (bits & signBit()) != 0;
    }

    boolean isNan(long bits) {
        return magnitude(bits) > infinity();
    }

    boolean isSignallingNan(long bits) {
        return isNan(bits) && (bits & quietBit()) == 0;
    }

    boolean isInfinite(long bits) {
        return magnitude(bits) == infinity();
    }

    boolean isZero(long bits) {
        return magnitude(bits) == 0;
    }

    boolean isDenormal(long bits) {
        long magnitude = magnitude(bits);
        return magnitude != 0 && magnitude < 1L << fractionBits;
    }

    long zero(boolean negative) {
        return negative ? signBit() : 0;
    }

    long infinity(boolean negative) {
        return infinity() | zero(negative);
    }
}
