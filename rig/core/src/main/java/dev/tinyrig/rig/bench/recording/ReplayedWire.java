package dev.tinyrig.rig.bench.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tinyrig.rig.bench.recording.RecordedTalk.Turn;
import dev.tinyrig.rig.console.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A talk once more: the device answers what is sent as it did, and only that. */
final class ReplayedWire implements Wire {
    private final Queue<Turn> turns;
    private final String end;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private String expected = "";

    ReplayedWire(RecordedTalk talk) {
        this.turns = new ArrayDeque<>(talk.turns());
        this.end = talk.end();
        next();
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        for (String rest = new String(bytes, ISO_8859_1); !rest.isEmpty(); ) {
            if (expected.isEmpty() && !turns.isEmpty()) {
                next();
            }
            int common = Math.min(rest.length(), expected.length());
            if (common == 0 || !rest.startsWith(expected.substring(0, common))) {
                throw new IOException("'%s' was sent where the recording has '%s': record it anew"
                        .formatted(rest, common == 0 ? "nothing more" : expected));
            }
            rest = rest.substring(common);
            expected = expected.substring(common);
            hear();
        }
    }

    /** Ends at once where the device said no more, since nothing will come. */
    @Override
    public byte[] receive(Duration patience) throws EOFException {
        byte[] bytes = answer.toByteArray();
        answer.reset();
        if (bytes.length == 0 && expected.isEmpty() && turns.isEmpty() && !end.isEmpty()) {
            throw new EOFException(end);
        }
        return bytes;
    }

    private void next() {
        expected = new String(turns.element().sent().toArray(), ISO_8859_1);
        hear();
    }

    /** The answer to what has now been sent in full. */
    private void hear() {
        if (expected.isEmpty()) {
            answer.writeBytes(turns.remove().heard().toArray());
        }
    }

    @Override
    public void close() {}
}
