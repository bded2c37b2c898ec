package dev.tinyrig.nas.run;

/** A run cannot start or cannot reach its end; the message says what was seen and what to try next. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    public RunException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public RunException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Whose fault it is. */
    public enum Fault {
        /** the user named something that does not exist */
        USAGE,
        /** a program that the run needs is not installed */
        MISSING_TOOL,
        /** the data set is not usable, or not the one that the run started with */
        DATA,
        /** the disk has too little room for the whole run */
        NO_ROOM,
        /** no candidate met the limits */
        NOTHING_FITS,
        /** the rig contradicts itself, such as a winner that no longer measures as it did */
        RIG
    }

    public Fault fault() {
        return fault;
    }
}
