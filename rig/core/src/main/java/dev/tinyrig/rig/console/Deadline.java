package dev.tinyrig.rig.console;

import java.time.Duration;

/** The end of a wait; waits that share it share its time. */
public record Deadline(Duration patience, long atNanos) {
    public static Deadline after(Duration patience) {
        return new Deadline(patience, System.nanoTime() + patience.toNanos());
    }

    /** Time that is left, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    public boolean passed() {
        return left().isZero();
    }
}
