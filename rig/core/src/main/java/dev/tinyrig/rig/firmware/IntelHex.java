package dev.tinyrig.rig.firmware;

import dev.tinyrig.rig.measure.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads Intel HEX (Intel's specification of 1988, revision A): each line a record with its own checksum. */
final class IntelHex {
    private static final int DATA = 0;
    private static final int END = 1;
    private static final int EXTENDED_SEGMENT = 2;
    private static final int START_SEGMENT = 3;
    private static final int EXTENDED_LINEAR = 4;
    private static final int START_LINEAR = 5;
    /** Count, address, type and checksum. */
    private static final int OVERHEAD_BYTES = 5;

    private final Path file;
    private final List<Segment> segments = new ArrayList<>();
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();
    private long runAddress;
    private long base;
    private boolean ended;

    private IntelHex(Path file) {
        this.file = file;
    }

    /**
     * Neighbouring records become one segment.
     *
     * @throws FirmwareException naming the line that is wrong
     */
    static List<Segment> segments(Path file, String text) {
        IntelHex hex = new IntelHex(file);
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size() && !hex.ended; index++) {
            String line = lines.get(index).strip();
            if (!line.isEmpty()) {
                hex.take(line, index + 1);
            }
        }
        if (!hex.ended) {
            throw new FirmwareException(
                    "%s has no end record in its %d lines: it is cut short".formatted(file, lines.size()));
        }
        hex.flush();
        return List.copyOf(hex.segments);
    }

    private void take(String line, int number) {
        byte[] bytes = bytes(line, number);
        int type = bytes[3] & 0xff;
        int address = number(bytes, 1);
        switch (type) {
            case DATA -> append(base + address, bytes);
            case END -> ended = true;
            case EXTENDED_SEGMENT -> base = extended(bytes, number) << 4;
            case EXTENDED_LINEAR -> base = extended(bytes, number) << 16;
            case START_SEGMENT, START_LINEAR -> {
                // The vector table says where an image starts.
            }
            default -> throw wrong(number, "record type %d is none of Intel HEX".formatted(type));
        }
    }

    private byte[] bytes(String line, int number) {
        if (!line.startsWith(":")) {
            throw wrong(number, "it does not begin with ':'");
        }
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(line.substring(1));
        } catch (IllegalArgumentException e) {
            throw wrong(number, "it is not hex digits, two a byte");
        }
        if (bytes.length < OVERHEAD_BYTES || bytes.length != OVERHEAD_BYTES + (bytes[0] & 0xff)) {
            throw wrong(number, "its length of %d bytes is not what it says".formatted(bytes.length));
        }
        requireChecksum(bytes, number);
        return bytes;
    }

    private void requireChecksum(byte[] bytes, int number) {
        int last = bytes.length - 1;
        int sum = 0;
        for (int at = 0; at < last; at++) {
            sum -= bytes[at];
        }
        if ((sum & 0xff) != (bytes[last] & 0xff)) {
            throw wrong(number, "checksum 0x%02x instead of 0x%02x".formatted(bytes[last] & 0xff, sum & 0xff));
        }
    }

    private long extended(byte[] bytes, int number) {
        if (bytes[0] != 2) {
            throw wrong(number, "an extended address has 2 bytes, not %d".formatted(bytes[0] & 0xff));
        }
        return number(bytes, 4);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private void append(long address, byte[] bytes) {
        if (address != runAddress + run.size()) {
            flush();
            runAddress = address;
        }
        run.write(bytes, 4, bytes[0] & 0xff);
    }

    private void flush() {
        if (run.size() > 0) {
            segments.add(new Segment(runAddress, Bytes.of(run.toByteArray())));
            run.reset();
        }
    }

    private FirmwareException wrong(int line, String what) {
        return new FirmwareException("%s line %d: %s: make the file again".formatted(file, line, what));
    }
}
