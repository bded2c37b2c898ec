package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.files.LockedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is locked as long as its process lives and holds the lease of which it bears board and token; the operating
 * system frees it when the process dies, however it dies.
 */
final class LeaseLock implements AutoCloseable {
    private final Path file;
    private final LockedFile lock;

    private LeaseLock(Path file, LockedFile lock) {
        this.file = file;
        this.lock = lock;
    }

    static LeaseLock take(Path folder, String board, long token) {
        Path file = file(folder, board, token);
        try {
            LockedFile lock = LockedFile.of(file)
                    .orElseThrow(() -> new LabException(
                            "%s is locked by another process: remove it if none uses the lab".formatted(file)));
            return new LeaseLock(file, lock);
        } catch (IOException e) {
            throw new LabException("%s cannot be locked: %s".formatted(file, e), e);
        }
    }

    /** Whether the process that took it still lives. */
    static boolean isHeld(Path folder, String board, long token) {
        return LockedFile.isHeld(file(folder, board, token));
    }

    static void remove(Path folder, String board, long token) {
        try {
            Files.deleteIfExists(file(folder, board, token));
        } catch (IOException ignored) {
            // A file that nobody locks means nothing.
        }
    }

    private static Path file(Path folder, String board, long token) {
        return folder.resolve("%s.%d.lock".formatted(board, token));
    }

    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException ignored) {
            // The lock is free all the same.
        }
    }
}
