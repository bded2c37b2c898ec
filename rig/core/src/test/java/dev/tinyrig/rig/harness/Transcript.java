package dev.tinyrig.rig.harness;

import dev.tinyrig.rig.measure.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The file {@code firmware-harness/test/transcript.txt}: all that the host sends, and all that the device answers. */
record Transcript(Bytes sent, String answered) {
    static Transcript read(Path file) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        StringBuilder answered = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(">> ")) {
                sent.writeBytes(HexFormat.ofDelimiter(" ").parseHex(line.substring(3)));
            } else if (line.startsWith("> ")) {
                sent.writeBytes(line.substring(2).getBytes(StandardCharsets.ISO_8859_1));
            } else if (line.startsWith("<< ")) {
                answered.append(line, 3, line.length()).append('\n');
            } else if (line.startsWith("< ")) {
                answered.append(line, 2, line.length()).append("\r\n");
            } else if (!isComment(line)) {
                throw new IOException(file + ": neither sent, answered nor a comment: " + line);
            }
        }
        return new Transcript(Bytes.of(sent.toByteArray()), answered.toString());
    }

    private static boolean isComment(String line) {
        return line.isEmpty() || line.startsWith("#");
    }

    /** Every command that the device's `help` names, such as {@code rig load}. */
    List<String> commandsOfHelp() {
        return answered.lines()
                .filter(line -> line.matches("[a-z]+( [a-zA-Z.\\[\\]=0-9]+)*  +.*"))
                .map(line -> line.replaceFirst("  .*", "").replaceFirst(" [A-Z\\[].*", ""))
                .toList();
    }
}
