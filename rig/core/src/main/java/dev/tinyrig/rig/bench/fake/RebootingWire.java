package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.console.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** A wire behind which the device boots again once it has heard some bytes. */
final class RebootingWire implements Wire {
    private final Supplier<? extends Wire> reboot;
    private final int strikesAt;
    private Wire wire;
    private int heard;

    RebootingWire(Wire wire, Supplier<? extends Wire> reboot, int strikesAt) {
        this.wire = wire;
        this.reboot = reboot;
        this.strikesAt = strikesAt;
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        boolean before = heard < strikesAt;
        heard += bytes.length;
        if (before && heard >= strikesAt) {
            wire = reboot.get();
        } else {
            wire.send(bytes, patience);
        }
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        return wire.receive(patience);
    }

    @Override
    public void close() {
        wire.close();
    }
}
