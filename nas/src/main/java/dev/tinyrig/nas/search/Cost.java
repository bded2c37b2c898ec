package dev.tinyrig.nas.search;

import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Measurement;

/** What a measured candidate takes from the chip; a KB is 1024 bytes. */
public record Cost(double latencyMs, double sramKb, double flashKb) {
    static Cost of(Measurement measurement, Footprint footprint) {
        return new Cost(
                measurement.latencyMs(),
                measurement.memory().peakSramBytes() / 1024.0,
                footprint.flashBytes() / 1024.0);
    }
}
