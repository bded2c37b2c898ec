package dev.tinyrig.sim.timing;

/** How well a timing rule is known. */
public enum Status {
    /** Stated by a vendor manual, a compiler's schedule or public measurement notes. */
    QUOTED,
    /** From a manual, but not looked up again. */
    RECALLED,
    /** Decided by comparing the model with published latencies of silicon. */
    MEASURED,
    /** A number chosen so that the model meets published latencies of silicon. */
    FITTED,
    /** Neither found in a source nor tested against silicon. */
    ASSUMED
}
