package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.console.Wire;
import java.time.Duration;

/** A wire on which nobody answers; no time passes. */
final class SilentWire implements Wire {
    @Override
    public void send(byte[] bytes, Duration patience) {}

    @Override
    public byte[] receive(Duration patience) {
        return new byte[0];
    }

    @Override
    public void close() {}
}
