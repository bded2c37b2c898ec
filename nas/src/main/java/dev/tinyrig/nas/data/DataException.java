package dev.tinyrig.nas.data;

/** Data that is missing or broken; the message names the file or folder, what was seen and what to do. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
