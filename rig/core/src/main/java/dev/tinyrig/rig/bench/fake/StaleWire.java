package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.console.Wire;
import java.io.IOException;
import java.time.Duration;

/** A wire that first gives what an earlier image has said. */
final class StaleWire implements Wire {
    private final Wire wire;
    private byte[] old;

    StaleWire(Wire wire, byte[] old) {
        this.wire = wire;
        this.old = old.clone();
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        wire.send(bytes, patience);
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        if (old.length == 0) {
            return wire.receive(patience);
        }
        byte[] first = old;
        old = new byte[0];
        return first;
    }

    @Override
    public void close() {
        wire.close();
    }
}
