package dev.tinyrig.rig.accuracy;

/** A list of published latencies that cannot be used: the message says what was seen and what to do. */
public final class AccuracyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccuracyException(String message) {
        super(message);
    }

    AccuracyException(String message, Throwable cause) {
        super(message, cause);
    }
}
