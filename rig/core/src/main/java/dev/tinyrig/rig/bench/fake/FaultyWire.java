package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.console.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** A wire with one fault, which strikes at a given byte of its direction. */
final class FaultyWire implements Wire {
    private static final int BIT = 0x10;

    private final Wire wire;
    private final BoardFault fault;
    private final int strikesAt;
    private int fromDevice;
    private int toDevice;

    FaultyWire(Wire wire, BoardFault fault, int strikesAt) {
        this.wire = wire;
        this.fault = fault;
        this.strikesAt = strikesAt;
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (byte b : bytes) {
            boolean struck = toDevice++ == strikesAt;
            if (!(struck && fault == BoardFault.DROPPED_INPUT)) {
                kept.write(struck && fault == BoardFault.FLIPPED_INPUT ? b ^ BIT : b);
            }
        }
        wire.send(kept.toByteArray(), patience);
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (byte b : wire.receive(patience)) {
            arrive(b, kept);
        }
        return kept.toByteArray();
    }

    private void arrive(byte b, ByteArrayOutputStream kept) throws EOFException {
        int at = fromDevice++;
        if (fault == BoardFault.PULLED_CABLE && at >= strikesAt) {
            throw new EOFException("the fake cable was pulled");
        }
        if (fault == BoardFault.BAUD_MISMATCH) {
            kept.write(b ^ at);
        } else if (fault == BoardFault.FLIPPED_BIT && at == strikesAt) {
            kept.write(b ^ BIT);
        } else if (!isLost(at)) {
            kept.write(b);
        }
    }

    private boolean isLost(int at) {
        return (fault == BoardFault.STALLED_LINE && at >= strikesAt)
                || (fault == BoardFault.DROPPED_BYTE && at == strikesAt);
    }

    @Override
    public void close() {
        wire.close();
    }
}
