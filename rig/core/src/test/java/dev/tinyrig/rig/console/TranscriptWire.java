package dev.tinyrig.rig.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;

/**
 * A device that follows a transcript in the format of {@code firmware-harness/test/transcript.txt}: it expects exactly those
 * bytes and answers with exactly those lines. Then it is silent, or gone where the transcript says {@code < EOF}.
 */
public final class TranscriptWire implements Wire {
    private final Queue<String> script = new ArrayDeque<>();

    public TranscriptWire(String transcript) {
        transcript.lines().filter(line -> line.matches("(>>?|<<?) .*")).forEach(script::add);
    }

    @Override
    public void send(byte[] bytes, Duration patience) {
        String next = script.isEmpty() ? "nothing" : script.remove();
        String text = "> " + new String(bytes, ISO_8859_1);
        String hex = ">> " + HexFormat.ofDelimiter(" ").formatHex(bytes);
        if (!next.equals(text) && !next.equals(hex)) {
            throw new AssertionError("the host sent '%s' where the transcript has '%s'".formatted(text, next));
        }
    }

    @Override
    public byte[] receive(Duration patience) throws EOFException {
        if (script.isEmpty() || script.peek().startsWith(">")) {
            return new byte[0];
        }
        String line = script.remove();
        if (line.equals("< EOF")) {
            throw new EOFException();
        }
        String bytes = line.startsWith("<< ") ? line.substring(3) + "\n" : line.substring(2) + "\r\n";
        return bytes.getBytes(ISO_8859_1);
    }

    /** How many lines of either side are still to come. */
    public int left() {
        return script.size();
    }

    @Override
    public void close() {}
}
