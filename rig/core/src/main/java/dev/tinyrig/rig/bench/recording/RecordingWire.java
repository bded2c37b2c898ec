package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.bench.recording.RecordedTalk.Turn;
import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.measure.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A wire on which all that is said is noted, and told once when it is closed. */
final class RecordingWire implements Wire {
    private final Wire wire;
    private final Consumer<RecordedTalk> whenOver;
    private final List<Turn> turns = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private String end = "";
    private boolean closed;

    RecordingWire(Wire wire, Consumer<RecordedTalk> whenOver) {
        this.wire = wire;
        this.whenOver = whenOver;
    }

    @Override
    public Deadline within(Duration patience) {
        return wire.within(patience);
    }

    @Override
    public synchronized void send(byte[] bytes, Duration patience) throws IOException {
        wire.send(bytes, patience);
        if (turns.isEmpty() || heard.size() > 0) {
            endTurn();
        }
        sent.writeBytes(bytes);
    }

    @Override
    public synchronized byte[] receive(Duration patience) throws IOException {
        try {
            byte[] bytes = wire.receive(patience);
            heard.writeBytes(bytes);
            return bytes;
        } catch (EOFException gone) {
            end = String.valueOf(gone.getMessage());
            throw gone;
        }
    }

    private void endTurn() {
        turns.add(new Turn(Bytes.of(sent.toByteArray()), Bytes.of(heard.toByteArray())));
        sent.reset();
        heard.reset();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            endTurn();
            try (wire) {
                whenOver.accept(new RecordedTalk(turns, end));
            }
        }
    }
}
