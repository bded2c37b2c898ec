package dev.tinyrig.sim.floating;

/** A rounding mode; the first four stand in the order of FPSCR.RMode. */
public enum Rounding {
    NEAREST_EVEN,
    TOWARDS_PLUS_INFINITY,
    TOWARDS_MINUS_INFINITY,
    TOWARDS_ZERO,
    NEAREST_AWAY;

    /**
     * Whether a magnitude that was cut off must be counted up by one unit.
     *
     * @param half how the part cut off compares with half a unit: negative, 0 or positive
     */
    boolean roundsUp(boolean negative, boolean odd, int half, boolean exact) {
        return switch (this) {
            case NEAREST_EVEN -> half > 0 || (half == 0 && odd);
            case NEAREST_AWAY -> half >= 0;
            case TOWARDS_PLUS_INFINITY -> !exact && !negative;
            case TOWARDS_MINUS_INFINITY -> !exact && negative;
            case TOWARDS_ZERO -> false;
        };
    }

    /** The nearest integer in this mode. */
    double integral(double value) {
        return switch (this) {
            case NEAREST_EVEN -> Math.rint(value);
            case TOWARDS_PLUS_INFINITY -> Math.ceil(value);
            case TOWARDS_MINUS_INFINITY -> Math.floor(value);
            case TOWARDS_ZERO -> value < 0 ? Math.ceil(value) : Math.floor(value);
            case NEAREST_AWAY -> awayFromZero(value);
        };
    }

    private static double awayFromZero(double value) {
        double whole = Math.floor(Math.abs(value));
        double rounded = Math.abs(value) - whole >= 0.5 ? whole + 1 : whole;
        return Math.copySign(rounded, value);
    }
}
