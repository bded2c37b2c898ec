package dev.tinyrig.rig.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is locked as long as its process lives and holds the lease of which it bears board and token; the operating
 * system frees it when the process dies, however it dies.
 */
final class LeaseLock implements AutoCloseable {
    /** A process that opens and closes a file which it has locked loses the lock (POSIX), so it must know its own. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LeaseLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static LeaseLock take(Path folder, String board, long token) {
        Path file = file(folder, board, token);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new LabException(
                        "%s is locked by another process: remove it if none uses the lab".formatted(file));
            }
            OWN.add(file);
            return new LeaseLock(file, channel);
        } catch (IOException | OverlappingFileLockException e) {
            throw new LabException("%s cannot be locked: %s".formatted(file, e), e);
        }
    }

    /** Whether the process that took it still lives. */
    static boolean isHeld(Path folder, String board, long token) {
        Path file = file(folder, board, token);
        if (OWN.contains(file)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    static void remove(Path folder, String board, long token) {
        try {
            Files.deleteIfExists(file(folder, board, token));
        } catch (IOException ignored) {
            // A file that nobody locks means nothing.
        }
    }

    private static Path file(Path folder, String board, long token) {
        return folder.resolve("%s.%d.lock".formatted(board, token))
                .toAbsolutePath()
                .normalize();
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // The lock is free all the same.
        } finally {
            OWN.remove(file);
        }
    }
}
