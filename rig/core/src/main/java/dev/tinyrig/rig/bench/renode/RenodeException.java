package dev.tinyrig.rig.bench.renode;

/** Renode hung, died or refused what we told it: a new process may do better. */
final class RenodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RenodeException(String message) {
        super(message);
    }

    RenodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
