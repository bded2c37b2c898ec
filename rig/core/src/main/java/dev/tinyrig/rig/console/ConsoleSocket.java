package dev.tinyrig.rig.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A Unix-domain socket in a directory of its own on which one emulator is awaited; the file goes once it has connected. */
public final class ConsoleSocket implements AutoCloseable {
    private final Path directory;
    private final Path path;
    private final ServerSocketChannel listener;

    private ConsoleSocket(Path directory, Path path, ServerSocketChannel listener) {
        this.directory = directory;
        this.path = path;
        this.listener = listener;
    }

    public static ConsoleSocket open() throws IOException {
        Path directory = Files.createTempDirectory("tinyrig-");
        Path path = directory.resolve("console");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ConsoleSocket socket = new ConsoleSocket(directory, path, listener);
        try {
            listener.bind(UnixDomainSocketAddress.of(path));
            listener.configureBlocking(false);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** What the emulator shall connect to. */
    public Path path() {
        return path;
    }

    /**
     * The connection of the emulator.
     *
     * @param ended completes when nobody will connect any more
     * @throws SocketTimeoutException if nobody connected within {@code patience}, or {@code ended} did first
     */
    public SocketWire accept(Duration patience, CompletableFuture<Void> ended) throws IOException {
        try (Selector selector = Selector.open()) {
            listener.register(selector, SelectionKey.OP_ACCEPT);
            CompletableFuture<Void> wakeup = ended.thenRun(selector::wakeup);
            selector.select(Deadline.millis(patience));
            wakeup.cancel(false);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting for the emulator");
            }
        }
        SocketChannel connection = listener.accept();
        if (connection == null) {
            throw new SocketTimeoutException("nothing connected to the console socket");
        }
        close();
        return new SocketWire(connection);
    }

    @Override
    public void close() {
        try (listener) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(directory);
        } catch (IOException ignored) {
            // A file in the temporary directory stays behind; no run depends on it.
        }
    }
}
