package dev.tinyrig.rig.console;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

/** A wire over a connected socket, Unix-domain or TCP. */
public final class SocketWire implements Wire {
    private static final int BLOCK_BYTES = 1 << 16;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);

    public SocketWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, OP_READ);
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        Deadline deadline = Deadline.after(patience);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        channel.write(rest);
        while (rest.hasRemaining()) {
            if (!ready(OP_WRITE, deadline.left())) {
                throw new SocketTimeoutException("the device took %d of %d bytes within %d ms"
                        .formatted(rest.position(), bytes.length, patience.toMillis()));
            }
            channel.write(rest);
        }
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        if (!ready(OP_READ, patience)) {
            return new byte[0];
        }
        block.clear();
        if (channel.read(block) < 0) {
            throw new EOFException("the device closed the connection");
        }
        return Arrays.copyOf(block.array(), block.position());
    }

    private boolean ready(int operation, Duration patience) throws IOException {
        key.interestOps(operation);
        // select(0) would wait for ever
        int ready = selector.select(Deadline.millis(patience));
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the device");
        }
        return ready > 0;
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            key.cancel();
        } catch (IOException ignored) {
            // Nothing is left to release.
        }
    }
}
