package dev.tinyrig.codegen.architecture;

/** A description is not one of inverted residual blocks, or is damaged; the message names where. */
public final class ArchitectureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArchitectureException(String message) {
        super(message);
    }

    public ArchitectureException(String message, Throwable cause) {
        super(message, cause);
    }
}
