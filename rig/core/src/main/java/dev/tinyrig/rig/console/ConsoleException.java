package dev.tinyrig.rig.console;

/** The device did not answer as the protocol says; {@link #tail} holds the last lines that it did send. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** nothing that answers came in time */
        SILENT,
        /** the other end closed the wire */
        GONE,
        /** the device's fault handler spoke */
        FAULT,
        /** the device answered with an error of its own */
        REFUSED,
        /** the device answered something else than the protocol allows */
        GARBLED,
        /** our own thread was told to stop waiting */
        INTERRUPTED
    }

    private final Kind kind;
    private final String tail;

    public ConsoleException(Kind kind, String message, String tail) {
        super(message);
        this.kind = kind;
        this.tail = tail;
    }

    public Kind kind() {
        return kind;
    }

    /** This fault, with what was under way. */
    public ConsoleException during(String what) {
        return new ConsoleException(kind, what + ": " + getMessage(), tail);
    }

    /** The last console lines, oldest first. */
    public String tail() {
        return tail;
    }
}
