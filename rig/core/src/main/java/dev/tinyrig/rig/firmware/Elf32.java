package dev.tinyrig.rig.firmware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tinyrig.rig.measure.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A linked 32-bit ARM ELF image (System V gABI, chapters 4 and 5).
 *
 * <p>Every offset, size and count is checked against the file before it is used, because images come from anywhere; the
 * methods throw {@link IndexOutOfBoundsException} where a header points outside, which {@link Image} and {@link
 * ElfReader} turn into one line.
 */
final class Elf32 {
    static final int SHT_NOBITS = 8;
    static final int SHF_WRITE = 1;
    static final int SHF_ALLOC = 2;

    private static final int HEADER_BYTES = 52;
    private static final int ET_EXEC = 2;
    private static final int EM_ARM = 40;
    private static final int PT_LOAD = 1;
    private static final int SHT_SYMTAB = 2;
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int SYMBOL_BYTES = 16;
    private static final int MAX_NAME_BYTES = 512;
    /** Overlapping headers could ask for the same bytes again and again. */
    private static final long MAX_LOADED_BYTES = 1 << 26;

    private final byte[] image;
    private final ByteBuffer words;

    private Elf32(byte[] image) {
        this.image = image;
        this.words = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A section header; {@code link} is the section of its names where it is a symbol table. */
    record Section(String name, int type, int flags, long offset, long size, int link) {}

    static boolean hasMagic(byte[] image) {
        return image.length >= 4 && ByteBuffer.wrap(image).getInt() == 0x7f454c46;
    }

    static Elf32 of(Path file, byte[] image) {
        Elf32 elf = new Elf32(image);
        Objects.checkFromIndexSize(0, HEADER_BYTES, image.length);
        if (!hasMagic(image)) {
            throw new IndexOutOfBoundsException("no ELF header");
        }
        int type = elf.half(16);
        int machine = elf.half(18);
        if (type != ET_EXEC || machine != EM_ARM || image[4] != 1) {
            throw new FirmwareException(
                    "%s is an ELF file of type %d for machine %d, not a linked image for ARM (%d, %d)"
                            .formatted(file, type, machine, ET_EXEC, EM_ARM));
        }
        return elf;
    }

    /** What must be in memory before the image can start. */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        long loaded = 0;
        for (int index = 0; index < half(44); index++) {
            long header = word(28) + (long) index * half(42);
            long size = word(header + 16);
            if (word(header) == PT_LOAD && size > 0) {
                loaded += size;
                Objects.checkIndex(loaded, MAX_LOADED_BYTES);
                segments.add(new Segment(word(header + 12), Bytes.of(slice(word(header + 4), size))));
            }
        }
        return List.copyOf(segments);
    }

    /** All but the first, which means nothing. */
    List<Section> sections() {
        if (word(32) == 0) {
            return List.of();
        }
        long names = word(sectionHeader(half(50)) + 16);
        return IntStream.range(1, half(48))
                .mapToLong(this::sectionHeader)
                .mapToObj(header -> section(header, names))
                .toList();
    }

    private long sectionHeader(int index) {
        return word(32) + (long) index * half(46);
    }

    private Section section(long header, long names) {
        int type = (int) word(header + 4);
        long offset = word(header + 16);
        long size = word(header + 20);
        if (type != SHT_NOBITS) {
            Objects.checkFromIndexSize(offset, size, (long) image.length);
        }
        return new Section(
                text(names + word(header)), type, (int) word(header + 8), offset, size, (int) word(header + 24));
    }

    byte[] data(Section section) {
        return section.type() == SHT_NOBITS ? new byte[0] : slice(section.offset(), section.size());
    }

    /** Functions and variables; none if the image was stripped. */
    Symbols symbols() {
        Optional<Section> table = sections().stream()
                .filter(section -> section.type() == SHT_SYMTAB)
                .findFirst();
        return table.map(this::symbols).orElse(Symbols.NONE);
    }

    private Symbols symbols(Section table) {
        long names = word(sectionHeader(table.link()) + 16);
        List<Symbols.Function> functions = new ArrayList<>();
        List<Symbols.Variable> variables = new ArrayList<>();
        for (long at = table.offset(); at + SYMBOL_BYTES <= table.offset() + table.size(); at += SYMBOL_BYTES) {
            long type = word(at + 12) & 0xf;
            if (type == STT_FUNC) {
                functions.add(new Symbols.Function(text(names + word(at)), word(at + 4) & ~1L, word(at + 8)));
            } else if (type == STT_OBJECT) {
                variables.add(new Symbols.Variable(text(names + word(at)), word(at + 4), word(at + 8)));
            }
        }
        return new Symbols(functions, variables);
    }

    private byte[] slice(long offset, long size) {
        Objects.checkFromIndexSize(offset, size, (long) image.length);
        return Arrays.copyOfRange(image, (int) offset, (int) (offset + size));
    }

    private String text(long offset) {
        int start = (int) Objects.checkIndex(offset, (long) image.length);
        int end = start;
        while (end < image.length && image[end] != 0 && end - start < MAX_NAME_BYTES) {
            end++;
        }
        return new String(image, start, end - start, ISO_8859_1);
    }

    private int half(long offset) {
        return words.getShort((int) Objects.checkFromIndexSize(offset, 2, (long) image.length)) & 0xffff;
    }

    /** Unsigned. */
    private long word(long offset) {
        return Integer.toUnsignedLong(words.getInt((int) Objects.checkFromIndexSize(offset, 4, (long) image.length)));
    }
}
