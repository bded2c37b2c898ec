package dev.tinyrig.sim.floating;

/** FPSCR: condition flags, modes and cumulative exception flags (DDI 0403E A2.5.3). */
public final class FloatStatus {
    public static final int INVALID = 1;
    public static final int DIVISION_BY_ZERO = 1 << 1;
    public static final int OVERFLOW = 1 << 2;
    public static final int UNDERFLOW = 1 << 3;
    public static final int INEXACT = 1 << 4;
    public static final int INPUT_DENORMAL = 1 << 7;

    /** AHP, DN, FZ and RMode: what a new context takes from FPDSCR. */
    public static final int MODE_BITS = 0x07c00000;

    private static final int IMPLEMENTED = 0xf0000000 | MODE_BITS | 0x9f;
    private static final int FLUSH_TO_ZERO = 1 << 24;
    private static final int DEFAULT_NAN = 1 << 25;
    private static final int ALTERNATIVE_HALF = 1 << 26;
    /** RMode, FZ and DN: when all are 0 the arithmetic is that of Java. */
    private static final int UNLIKE_JAVA = 0x03c00000;

    private static final Rounding[] ROUNDINGS = Rounding.values();

    private int bits;

    public int bits() {
        return bits;
    }

    public void set(int value) {
        bits = value & IMPLEMENTED;
    }

    public void setModes(int value) {
        bits = (bits & ~MODE_BITS) | (value & MODE_BITS);
    }

    public void setConditions(int nzcv) {
        bits = (bits & 0x0fffffff) | nzcv << 28;
    }

    void raise(int flag) {
        bits |= flag;
    }

    boolean isLikeJava() {
        return (bits & UNLIKE_JAVA) == 0;
    }

    boolean isInexact() {
        return (bits & INEXACT) != 0;
    }

    boolean flushesToZero() {
        return (bits & FLUSH_TO_ZERO) != 0;
    }

    boolean hasDefaultNan() {
        return (bits & DEFAULT_NAN) != 0;
    }

    boolean hasAlternativeHalf() {
        return (bits & ALTERNATIVE_HALF) != 0;
    }

    public Rounding rounding() {
        return ROUNDINGS[bits >>> 22 & 3];
    }
}
