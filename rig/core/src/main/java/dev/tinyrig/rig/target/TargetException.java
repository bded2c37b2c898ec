package dev.tinyrig.rig.target;

/** A target description is missing or wrong; the message names the target and what is known or expected. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }

    public TargetException(String message, Throwable cause) {
        super(message, cause);
    }
}
