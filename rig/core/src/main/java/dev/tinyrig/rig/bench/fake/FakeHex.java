package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads Intel HEX as a programmer does: row by row, whatever it holds. */
final class FakeHex {
    private static final int DATA = 0;
    private static final int UPPER_ADDRESS = 4;

    private FakeHex() {}

    static List<Segment> segments(Path file) {
        List<Segment> segments = new ArrayList<>();
        long upper = 0;
        for (String line : lines(file)) {
            byte[] row = HexFormat.of().parseHex(line.substring(1));
            byte[] data = Arrays.copyOfRange(row, 4, 4 + row[0]);
            if (row[3] == UPPER_ADDRESS) {
                upper = (data[0] & 0xFFL) << 24 | (data[1] & 0xFFL) << 16;
            } else if (row[3] == DATA) {
                segments.add(new Segment(upper | (row[1] & 0xFF) << 8 | (row[2] & 0xFF), Bytes.of(data)));
            }
        }
        return segments;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
