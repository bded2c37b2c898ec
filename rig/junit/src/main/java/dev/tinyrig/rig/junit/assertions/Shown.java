package dev.tinyrig.rig.junit.assertions;

import dev.tinyrig.rig.measure.Measurement;
import java.util.Locale;

/** Numbers as failures show them: with unit and fidelity. */
final class Shown {
    private Shown() {}

    /** Such as {@code 0.412 ms (89,012 cycles at 216 MHz, simulated on sim-0)}. */
    static String latency(Measurement measurement) {
        return String.format(
                Locale.ROOT,
                "%s (%,d %s at %s MHz, %s on %s)",
                ms(measurement.latencyMs()),
                measurement.medianCount(),
                measurement.counter().name().toLowerCase(Locale.ROOT),
                measurement.clockHz() / 1_000_000,
                measurement.fidelity().name().toLowerCase(Locale.ROOT),
                measurement.bench());
    }

    /** Four digits, whatever the size. */
    static String ms(double milliseconds) {
        int decimals = milliseconds <= 0 ? 3 : Math.max(0, 3 - (int) Math.floor(Math.log10(milliseconds)));
        return String.format(Locale.ROOT, "%." + decimals + "f ms", milliseconds);
    }

    /** Such as {@code 61,440 bytes (60.0 KiB)}. */
    static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes (%.1f KiB)", bytes, bytes / 1024.0);
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * ratio);
    }
}
