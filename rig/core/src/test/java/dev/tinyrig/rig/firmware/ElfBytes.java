package dev.tinyrig.rig.firmware;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A small ELF image as bytes: one segment with the given words, and the function {@code main} at its third word. */
public final class ElfBytes {
    private static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int SECTION_HEADER = 40;
    private static final int SYMBOL = 16;
    private static final byte[] NAMES = "\0main\0.symtab\0.strtab\0".getBytes(US_ASCII);

    private ElfBytes() {}

    public static byte[] of(int address, int... words) {
        int data = HEADER + PROGRAM_HEADER;
        int symbols = data + 4 * words.length;
        int names = symbols + 2 * SYMBOL;
        int sections = names + NAMES.length;
        ByteBuffer elf = ByteBuffer.allocate(sections + 3 * SECTION_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
        elf.putShort((short) 2).putShort((short) 40).putInt(1).putInt(words[1]);
        elf.putInt(HEADER).putInt(sections).putInt(0).putShort((short) HEADER);
        elf.putShort((short) PROGRAM_HEADER).putShort((short) 1);
        elf.putShort((short) SECTION_HEADER).putShort((short) 3).putShort((short) 2);
        ints(elf, 1, data, address, address, 4 * words.length, 4 * words.length, 5, 4);
        ints(elf, words);
        ints(elf, 0, 0, 0, 0);
        ints(elf, 1, address + 9, 4, 0x10012);
        elf.put(NAMES).position(sections + SECTION_HEADER);
        ints(elf, 6, 2, 0, 0, symbols, 2 * SYMBOL, 2, 1, 4, SYMBOL);
        ints(elf, 14, 3, 0, 0, names, NAMES.length, 0, 0, 1, 0);
        return elf.array();
    }

    private static void ints(ByteBuffer buffer, int... values) {
        for (int value : values) {
            buffer.putInt(value);
        }
    }
}
