package dev.tinyrig.rig.process;

/** A child process could not be started. */
public final class ProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
