package dev.tinyrig.rig.firmware;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Intel HEX text, the one format that OpenOCD, st-flash and GDB all load with addresses. */
public final class HexFile {
    private static final int ROW_BYTES = 32;
    private static final int DATA = 0;
    private static final int END = 1;
    private static final int UPPER_ADDRESS = 4;

    private HexFile() {}

    public static String of(List<Segment> segments) {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> append(text, segment));
        return text.append(row(END, 0, new byte[0])).toString();
    }

    private static void append(StringBuilder text, Segment segment) {
        byte[] bytes = segment.bytes().toArray();
        long upper = -1;
        for (int start = 0; start < bytes.length; ) {
            long address = segment.address() + start;
            if (address >> 16 != upper) {
                upper = address >> 16;
                text.append(row(UPPER_ADDRESS, 0, new byte[] {(byte) (upper >> 8), (byte) upper}));
            }
            int toBoundary = (int) (0x10000 - (address & 0xFFFF));
            int length = Math.min(Math.min(ROW_BYTES, toBoundary), bytes.length - start);
            text.append(row(DATA, (int) (address & 0xFFFF), Arrays.copyOfRange(bytes, start, start + length)));
            start += length;
        }
    }

    private static String row(int type, int address, byte[] data) {
        byte[] row = new byte[data.length + 5];
        row[0] = (byte) data.length;
        row[1] = (byte) (address >> 8);
        row[2] = (byte) address;
        row[3] = (byte) type;
        System.arraycopy(data, 0, row, 4, data.length);
        int sum = 0;
        for (byte b : row) {
            sum += b;
        }
        row[row.length - 1] = (byte) -sum;
        return ":" + HexFormat.of().withUpperCase().formatHex(row) + "\n";
    }
}
