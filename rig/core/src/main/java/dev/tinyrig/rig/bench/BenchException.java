package dev.tinyrig.rig.bench;

import dev.tinyrig.rig.measure.ErrorClass;

/** The rig or the request failed, not the candidate; the message says what was seen and what to try next. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;

    /** The bench's own fault. */
    public BenchException(String message) {
        this(ErrorClass.INFRASTRUCTURE, message);
    }

    /** The bench's own fault. */
    public BenchException(String message, Throwable cause) {
        this(ErrorClass.INFRASTRUCTURE, message, cause);
    }

    public BenchException(ErrorClass errorClass, String message) {
        super(message);
        this.errorClass = errorClass;
    }

    public BenchException(ErrorClass errorClass, String message, Throwable cause) {
        super(message, cause);
        this.errorClass = errorClass;
    }

    /** The request makes no sense on any bench of this kind, so that another try would fail alike. */
    public static BenchException ofTest(String message) {
        return new BenchException(ErrorClass.TEST, message);
    }

    public ErrorClass errorClass() {
        return errorClass;
    }
}
