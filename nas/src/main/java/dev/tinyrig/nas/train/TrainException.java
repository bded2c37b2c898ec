package dev.tinyrig.nas.train;

/** Training that cannot go on: the message says why and what to do. */
public final class TrainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrainException(String message) {
        super(message);
    }

    public TrainException(String message, Throwable cause) {
        super(message, cause);
    }
}
