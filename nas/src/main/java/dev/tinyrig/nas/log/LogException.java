package dev.tinyrig.nas.log;

import java.nio.file.Path;

/** The result log cannot be used; the message says what was seen and what to try next. */
public final class LogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    LogException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    LogException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What is wrong with it. */
    public enum Fault {
        /** the disk is full or the folder cannot be written */
        UNWRITABLE,
        /** another process has it, it is not where it should be, or holds what no log holds */
        UNUSABLE
    }

    public Fault fault() {
        return fault;
    }

    static LogException unwritable(Path file, Throwable cause) {
        return new LogException(
                Fault.UNWRITABLE,
                "cannot write %s (%s); make room, then go on with --resume %s"
                        .formatted(
                                file, cause.getMessage(), file.toAbsolutePath().getParent()),
                cause);
    }
}
