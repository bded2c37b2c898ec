package dev.tinyrig.rig.firmware;

/** A file is not the linked image that it should be; the message names the file and says what was seen. */
public final class FirmwareException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FirmwareException(String message) {
        super(message);
    }

    public FirmwareException(String message, Throwable cause) {
        super(message, cause);
    }
}
