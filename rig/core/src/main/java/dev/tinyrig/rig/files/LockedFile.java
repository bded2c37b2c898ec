package dev.tinyrig.rig.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sole use of something among all threads of all processes: a locked file. The operating system frees it when the process
 * dies, however it dies. The file stays, since two could lock files of one name if the first were removed in between; where
 * names are never used again, its owner may remove it.
 */
public final class LockedFile implements AutoCloseable {
    /** A process that opens and closes a file which it has locked loses the lock (POSIX), so it must know its own. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final Duration POLL = Duration.ofMillis(200);

    private final Path file;
    private final FileChannel channel;

    private LockedFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty where another has it. */
    public static Optional<LockedFile> of(Path file) throws IOException {
        Path known = known(file);
        if (!OWN.add(known)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = locked(known);
            return locked.map(channel -> new LockedFile(known, channel));
        } finally {
            if (locked.isEmpty()) {
                OWN.remove(known);
            }
        }
    }

    private static Path known(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** Whether a process that lives has it, this one included. */
    public static boolean isHeld(Path file) {
        Path known = known(file);
        if (OWN.contains(known)) {
            return true;
        }
        if (!Files.exists(known)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(known, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
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
    public static Optional<LockedFile> awaited(Path file, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<LockedFile> use = of(file);
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
