package dev.tinyrig.rig.bench.board.console;

import dev.tinyrig.rig.console.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A wire over a serial port whose driver may hang in any call: each runs in a daemon thread of its own and is given up when
 * its time is over.
 */
public final class SerialWire implements Wire {
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
    private static final int BLOCK_BYTES = 1 << 14;
    private static final byte[] GONE = new byte[0];

    private final SerialLine line;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    private SerialWire(SerialLine line) {
        this.line = line;
    }

    static SerialWire open(SerialLine line) throws IOException {
        return open(line, OPEN_PATIENCE);
    }

    static SerialWire open(SerialLine line, Duration patience) throws IOException {
        SerialWire wire = new SerialWire(line);
        bounded(
                "opening " + line.name(),
                patience,
                () -> {
                    line.open();
                    if (wire.closed) {
                        line.close();
                    }
                    return 0;
                },
                wire::abandon);
        daemon("reading " + line.name(), wire::readOn);
        return wire;
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        int taken = bounded("writing to " + line.name(), patience, () -> line.write(bytes), () -> {});
        if (taken < bytes.length) {
            throw new EOFException("%s took %d of %d bytes: it has gone".formatted(line.name(), taken, bytes.length));
        }
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        try {
            byte[] first = arrived.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
            if (first == null) {
                return new byte[0];
            }
            if (first == GONE) {
                arrived.add(GONE);
                throw new EOFException(line.name() + " has gone");
            }
            return first;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the device");
        }
    }

    /** A driver that does not come back from closing, as after an unplug, keeps its thread; the JVM can end all the same. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            bounded(
                    "closing " + line.name(),
                    CLOSE_PATIENCE,
                    () -> {
                        line.close();
                        return 0;
                    },
                    () -> {});
        } catch (IOException abandoned) {
            arrived.add(GONE);
        }
    }

    private void abandon() {
        closed = true;
    }

    private void readOn() {
        byte[] block = new byte[BLOCK_BYTES];
        for (int n = line.read(block); n >= 0 && !closed; n = line.read(block)) {
            if (n > 0) {
                arrived.add(Arrays.copyOf(block, n));
            }
        }
        arrived.add(GONE);
    }

    /** A call into a driver. */
    @FunctionalInterface
    private interface Call {
        int run() throws IOException;
    }

    private static int bounded(String what, Duration patience, Call call, Runnable onTimeOut) throws IOException {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        daemon(what, () -> {
            try {
                done.complete(call.run());
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            onTimeOut.run();
            throw new SocketTimeoutException("%s did not end within %d ms: unplug the board, or power-cycle its port"
                    .formatted(what, patience.toMillis()));
        } catch (InterruptedException e) {
            onTimeOut.run();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + what);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? what : e.getCause().getMessage(), e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
