package dev.tinyrig.sim.floating;

/** Conversion to half precision, all that the processor does in that format. */
public final class Halves {
    private static final Ieee EXACTLY = new Ieee(FloatFormat.HALF);
    private static final Ieee ALTERNATIVELY = new Ieee(FloatFormat.ALTERNATIVE_HALF);

    private Halves() {}

    public static int fromSingle(FloatStatus status, int bits) {
        return (int) to(status).convert(status, bits & 0xffffffffL, FloatFormat.SINGLE);
    }

    public static int fromDouble(FloatStatus status, long bits) {
        return (int) to(status).convert(status, bits, FloatFormat.DOUBLE);
    }

    private static Ieee to(FloatStatus status) {
        return status.hasAlternativeHalf() ? ALTERNATIVELY : EXACTLY;
    }

    /** The half-precision format that FPSCR selects. */
    static FloatFormat format(FloatStatus status) {
        return status.hasAlternativeHalf() ? FloatFormat.ALTERNATIVE_HALF : FloatFormat.HALF;
    }
}
