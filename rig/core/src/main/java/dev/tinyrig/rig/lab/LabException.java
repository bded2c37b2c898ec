package dev.tinyrig.rig.lab;

/** No bench could be had, or none could do its work; the message lists each and why. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
