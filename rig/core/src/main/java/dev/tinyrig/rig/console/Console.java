package dev.tinyrig.rig.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.console.ConsoleException.Kind;
import dev.tinyrig.rig.process.Tail;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Lines from a device and bytes to it, each wait with a deadline. */
public final class Console implements AutoCloseable {
    private static final int KEPT_LINES = 20;
    private static final int MAX_LINE_CHARS = 1 << 20;

    private final Wire wire;
    private final Tail tail = new Tail(KEPT_LINES);
    private final StringBuilder unfinished = new StringBuilder();
    private final Queue<String> lines = new ArrayDeque<>();

    public Console(Wire wire) {
        this.wire = wire;
    }

    /** The end of a wait that begins now, in the device's time. */
    public Deadline within(Duration patience) {
        return wire.within(patience);
    }

    /** Sends text as it is, without a line end: the protocol has its own terminator. */
    public void send(String text, Deadline deadline) {
        send(text.getBytes(US_ASCII), deadline);
    }

    public void send(byte[] bytes, Deadline deadline) {
        try {
            wire.send(bytes, deadline.left());
        } catch (SocketTimeoutException e) {
            throw failure(Kind.SILENT, "hung, " + e.getMessage());
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** The next line, without its end. */
    public String line(Deadline deadline) {
        while (lines.isEmpty()) {
            take(arrived(deadline));
        }
        String line = lines.remove();
        tail.add(line);
        return line;
    }

    /** An exception that carries the console's last lines, the unfinished one included. */
    public ConsoleException failure(Kind kind, String message) {
        if (!unfinished.isEmpty()) {
            tail.add(unfinished.toString());
            unfinished.setLength(0);
        }
        return new ConsoleException(kind, message, tail.text());
    }

    @Override
    public void close() {
        wire.close();
    }

    private byte[] arrived(Deadline deadline) {
        try {
            byte[] bytes = deadline.passed() ? new byte[0] : wire.receive(deadline.left());
            if (bytes.length == 0) {
                throw failure(
                        Kind.SILENT,
                        "hung, no answer within %d ms"
                                .formatted(deadline.patience().toMillis()));
            }
            return bytes;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Undecodable bytes, NUL and carriage returns are line noise; a line feed ends a line (MLPerf Tiny runner). */
    private void take(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n') {
                lines.add(unfinished.toString());
                unfinished.setLength(0);
            } else if (b > 0 && b != '\r') {
                unfinished.append((char) b);
            }
        }
        if (unfinished.length() > MAX_LINE_CHARS) {
            throw failure(Kind.GARBLED, "a line of more than %d characters".formatted(MAX_LINE_CHARS));
        }
    }

    private ConsoleException lost(IOException cause) {
        Kind kind = cause instanceof InterruptedIOException ? Kind.INTERRUPTED : Kind.GONE;
        String what =
                cause instanceof EOFException ? "the device closed the console" : String.valueOf(cause.getMessage());
        return failure(kind, what);
    }
}
