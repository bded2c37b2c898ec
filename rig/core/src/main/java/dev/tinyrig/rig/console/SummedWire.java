package dev.tinyrig.rig.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.console.Dut.LineSums;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * A wire that sums what goes over it as the device does for {@code rig line}, so that lost and changed bytes are found.
 *
 * <p>The two speak in turn, so what the device has said before it hears a command is what had come before it was sent.
 */
public final class SummedWire implements Wire {
    private final Wire wire;
    private final CRC32 sent = new CRC32();
    private final CRC32 received = new CRC32();
    private long receivedBeforeLastSend;

    public SummedWire(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        receivedBeforeLastSend = received.getValue();
        sent.update(bytes);
        wire.send(bytes, patience);
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        byte[] bytes = wire.receive(patience);
        received.update(bytes);
        return bytes;
    }

    /** What the device must have summed when it answers the command that was sent last. */
    public LineSums sums() {
        return new LineSums(sent.getValue(), receivedBeforeLastSend);
    }

    /** To be called behind an answer to {@code rig line}, whose {@code m-ready} the device counts anew already. */
    public void restart() {
        sent.reset();
        received.reset();
        received.update("m-ready\r\n".getBytes(US_ASCII));
    }

    @Override
    public void close() {
        wire.close();
    }
}
