package dev.tinyrig.codegen.tflite;

/** A file is not a TensorFlow Lite model, is damaged, or holds what cannot run here; the message names where. */
public final class TfliteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TfliteException(String message) {
        super(message);
    }

    public TfliteException(String message, Throwable cause) {
        super(message, cause);
    }
}
