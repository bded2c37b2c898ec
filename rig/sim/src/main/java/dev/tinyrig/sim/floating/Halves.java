package dev.tinyrig.sim.floating;

/** Conversion to half precision, all that the processor does in that format. */
public final class Halves {
    private static final Ieee EXACTLY = new Ieee(FloatFormat.HALF);

    private Halves() {}

    public static int fromSingle(FloatStatus status, int bits) {
        return (int) EXACTLY.convert(status, bits & 0xffffffffL, FloatFormat.SINGLE);
    }

    public static int fromDouble(FloatStatus status, long bits) {
        return (int) EXACTLY.convert(status, bits, FloatFormat.DOUBLE);
    }
}
