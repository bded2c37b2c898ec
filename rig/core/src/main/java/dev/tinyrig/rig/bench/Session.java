package dev.tinyrig.rig.bench;

import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;

/** Sole use of one bench; runs any number of firmwares one after another, from one thread at a time. */
public interface Session extends AutoCloseable {
    /**
     * Loads the firmware, checks that the image which answers is the one that was sent, and runs the workload.
     *
     * @throws BenchException if the bench itself failed; a fault of the firmware is an {@link Outcome}
     */
    Outcome run(Firmware firmware, Workload workload);

    /**
     * Loads the firmware and gives its console, from the first byte of its boot; to be closed before the next firmware is
     * loaded.
     *
     * @throws BenchException if the bench itself failed or has no live console, or the firmware does not fit
     */
    Wire console(Firmware firmware);

    /** Ends everything the session started; safe to call twice. */
    @Override
    void close();
}
