package dev.tinyrig.rig.console;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A wire whose device ends with it. */
public final class OwningWire implements Wire {
    private final Wire wire;
    private final Runnable device;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param device ends what is behind the wire; called once */
    public OwningWire(Wire wire, Runnable device) {
        this.wire = wire;
        this.device = device;
    }

    @Override
    public Deadline within(Duration patience) {
        return wire.within(patience);
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        wire.send(bytes, patience);
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        return wire.receive(patience);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (wire) {
                device.run();
            }
        }
    }
}
