package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.isa.Decoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Machine code that grows. */
final class CodeBuffer {
    private final ByteBuffer bytes;

    CodeBuffer(int capacity) {
        bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    int address() {
        return bytes.position();
    }

    void moveTo(int address) {
        bytes.position(address);
    }

    void word(int value) {
        bytes.putInt(value);
    }

    void halfwords(int... halfwords) {
        for (int one : halfwords) {
            bytes.putShort((short) one);
        }
    }

    /** An instruction of 16 bits, or of 32 with the first halfword above. */
    void instruction(int word) {
        if (Decoder.isWide(word >>> 16)) {
            halfwords(word >>> 16);
        }
        halfwords(word & 0xffff);
    }

    void text(String ascii) {
        bytes.put(ascii.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    }

    /** MOVW and MOVT. */
    void load(int register, int value) {
        wide(0xf240, register, value & 0xffff);
        wide(0xf2c0, register, value >>> 16);
    }

    private void wide(int opcode, int register, int value) {
        int first = opcode | value >>> 12 | (value >>> 11 & 1) << 10;
        halfwords(first, (value >>> 8 & 7) << 12 | register << 8 | (value & 0xff));
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
