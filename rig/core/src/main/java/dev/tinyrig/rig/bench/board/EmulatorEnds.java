package dev.tinyrig.rig.bench.board;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tinyrig.rig.bench.qemu.QemuEnd;
import dev.tinyrig.rig.console.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The file in which the owner of a virtual board writes how its emulator ended last. A core that locks up takes the emulator
 * and with it the console along, which without this file would look like a pulled cable.
 */
public record EmulatorEnds(Path file) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long POLL_NANOS = 20_000_000;
    private static final String LOCKED_UP = " locked up: ";

    /**
     * Writes down an end.
     *
     * @param number different from that of every other end
     */
    public void note(long number, QemuEnd end) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, number + (end.isLockUp() ? LOCKED_UP : " ended: ") + end.said());
        Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /** The last end, in words to compare with later ones; empty before the first. */
    String last() {
        try {
            return Files.readString(file);
        } catch (IOException none) {
            return "";
        }
    }

    /** What the emulator said if it has ended since by a lock-up, which its owner may yet be about to write. */
    Optional<String> lockUpSince(String before) {
        Deadline deadline = Deadline.after(PATIENCE);
        String now = last();
        while (now.equals(before)
                && !deadline.passed()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
            now = last();
        }
        int at = now.equals(before) ? -1 : now.indexOf(LOCKED_UP);
        return at < 0 ? Optional.empty() : Optional.of(now.substring(at + LOCKED_UP.length()));
    }
}
