package dev.tinyrig.codegen.toolchain;

/** The toolchain failed, not the candidate; the message says what was seen and what to try next. */
public final class ToolchainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolchainException(String message) {
        super(message);
    }

    public ToolchainException(String message, Throwable cause) {
        super(message, cause);
    }
}
