package dev.tinyrig.rig.junit;

/** A test could not say anything about the firmware, because no bench could be had or the bench failed. */
public final class InfrastructureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InfrastructureException(String message) {
        super(message);
    }

    public InfrastructureException(String message, Throwable cause) {
        super(message, cause);
    }
}
