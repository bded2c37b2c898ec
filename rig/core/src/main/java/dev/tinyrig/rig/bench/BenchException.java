package dev.tinyrig.rig.bench;

/** The rig failed, not the candidate; the message says what was seen and what to try next. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
