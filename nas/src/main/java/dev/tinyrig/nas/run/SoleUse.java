package dev.tinyrig.nas.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sole use of something among all threads of all processes: a locked file. The operating system frees it when the process
 * dies, however it dies. The file stays, since two could lock files of one name if the first were removed in between.
 */
final class SoleUse implements AutoCloseable {
    /** A process that opens and closes a file which it has locked loses the lock (POSIX), so it must know its own. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final Duration POLL = Duration.ofMillis(200);

    private final Path file;
    private final FileChannel channel;

    private SoleUse(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty where another has it. */
    static Optional<SoleUse> of(Path file) {
        Path known = file.toAbsolutePath().normalize();
        if (!OWN.add(known)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = locked(known);
            return locked.map(channel -> new SoleUse(known, channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + known, e);
        } finally {
            if (locked.isEmpty()) {
                OWN.remove(known);
            }
        }
    }

    private static Optional<FileChannel> locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    /** As soon as no other has it; empty where that takes longer than so, or the thread is interrupted. */
    static Optional<SoleUse> awaited(Path file, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<SoleUse> use = of(file);
        while (use.isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
            use = of(file);
        }
        return use;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + file, e);
        } finally {
            OWN.remove(file);
        }
    }
}
