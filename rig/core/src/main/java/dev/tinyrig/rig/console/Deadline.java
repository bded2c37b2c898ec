package dev.tinyrig.rig.console;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of a wait; waits that share it share its time. */
public record Deadline(Duration patience, long atNanos, LongSupplier clock) {
    public static Deadline after(Duration patience) {
        return after(patience, System::nanoTime);
    }

    /** By another clock than the host's, in nanoseconds. */
    public static Deadline after(Duration patience, LongSupplier clock) {
        return new Deadline(patience, clock.getAsLong() + patience.toNanos(), clock);
    }

    /** Time that is left, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - clock.getAsLong()));
    }

    /** For calls that take milliseconds, rounded up: rounded down, a wait would end before its time. */
    static long millis(Duration patience) {
        return Math.max(1, patience.plusNanos(999_999).toMillis());
    }

    public boolean passed() {
        return left().isZero();
    }
}
