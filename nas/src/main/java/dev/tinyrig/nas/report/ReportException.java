package dev.tinyrig.nas.report;

/** A report cannot be written; the message says where and why. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
