package dev.tinyrig.rig.firmware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An executable image from any toolchain, checked against the target that is to run it.
 *
 * @param segments what must be in memory before it starts
 * @param vectorTable the address of its initial stack pointer and reset vector: where its part of the flash begins
 * @param symbols its functions, if the file names them
 */
public record Image(Path file, List<Segment> segments, int vectorTable, Symbols symbols) {
    private static final long MAX_FILE_BYTES = 1 << 28;

    public Image {
        segments = List.copyOf(segments);
    }

    /**
     * Reads ELF, Intel HEX, or bytes for the start of flash; the end of the file's name tells which, else its content.
     *
     * @throws FirmwareException in one line, if the file is broken or is no image for this target
     */
    public static Image read(Path file, Target target) {
        byte[] bytes = bytesOf(file);
        try {
            Image image =
                    switch (format(file, bytes)) {
                        case ELF -> ofElf(file, bytes, target);
                        case HEX -> of(file, IntelHex.segments(file, new String(bytes, ISO_8859_1)), target);
                        case BIN -> of(file, List.of(new Segment(target.flash().origin(), Bytes.of(bytes))), target);
                    };
            image.requireStart(target);
            return image;
        } catch (IndexOutOfBoundsException broken) {
            throw new FirmwareException(
                    "%s (%d bytes) is not a whole ELF image: link it again".formatted(file, bytes.length), broken);
        }
    }

    private enum Format {
        ELF,
        HEX,
        BIN
    }

    private static Format format(Path file, byte[] bytes) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".bin")) {
            return Format.BIN;
        }
        if (name.endsWith(".hex") || name.endsWith(".ihex")) {
            return Format.HEX;
        }
        if (name.endsWith(".elf") || name.endsWith(".axf") || Elf32.hasMagic(bytes)) {
            return Format.ELF;
        }
        return bytes.length > 0 && bytes[0] == ':' ? Format.HEX : Format.BIN;
    }

    static byte[] bytesOf(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new FirmwareException(
                        "%s has %d bytes, more than any image: give another file".formatted(file, Files.size(file)));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new FirmwareException("%s does not exist: build the firmware first".formatted(file), missing);
        } catch (IOException unreadable) {
            throw new FirmwareException("%s cannot be read: %s".formatted(file, unreadable), unreadable);
        }
    }

    private static Image ofElf(Path file, byte[] bytes, Target target) {
        Elf32 elf = Elf32.of(file, bytes);
        Image unnamed = of(file, elf.segments(), target);
        return new Image(file, unnamed.segments, unnamed.vectorTable, elf.symbols());
    }

    private static Image of(Path file, List<Segment> segments, Target target) {
        segments.forEach(segment -> requirePlace(file, segment, target));
        long table = segments.stream()
                .mapToLong(Segment::address)
                .filter(address -> holds(target.flash(), address))
                .min()
                .orElseThrow(
                        () -> new FirmwareException("%s puts nothing into the flash of %s at 0x%08x: link it for that"
                                .formatted(file, target.name(), target.flash().origin())));
        return new Image(file, segments, (int) table, Symbols.NONE);
    }

    private static void requirePlace(Path file, Segment segment, Target target) {
        MemoryRegion flash = target.flash();
        if (holds(flash, segment.address()) && segment.end() > flash.end()) {
            throw new FirmwareException("%s needs %d bytes of flash, %s has %d: choose a larger target"
                    .formatted(file, segment.end() - flash.origin(), target.name(), flash.bytes()));
        }
        boolean fits =
                memories(target).anyMatch(memory -> holds(memory, segment.address()) && segment.end() <= memory.end());
        if (!fits) {
            throw new FirmwareException("%s has %d bytes at 0x%08x, where %s has no memory: choose its target"
                    .formatted(file, segment.bytes().length(), segment.address(), target.name()));
        }
    }

    private static Stream<MemoryRegion> memories(Target target) {
        return Stream.concat(Stream.of(target.flash(), target.sram()), target.otherMemories().stream());
    }

    private static boolean holds(MemoryRegion memory, long address) {
        return address >= memory.origin() && address < memory.end();
    }

    /** A file of anything is a file of bytes; its first two words tell an image from that. */
    private void requireStart(Target target) {
        byte[] first = segments.stream()
                .filter(segment -> segment.address() == Integer.toUnsignedLong(vectorTable))
                .findFirst()
                .orElseThrow()
                .bytes()
                .toArray();
        ByteBuffer words = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        words.put(first, 0, Math.min(8, first.length));
        long stack = Integer.toUnsignedLong(words.getInt(0));
        long reset = Integer.toUnsignedLong(words.getInt(4));
        boolean stackFits = memories(target)
                .anyMatch(memory -> !memory.equals(target.flash()) && stack > memory.origin() && stack <= memory.end());
        boolean resetFits = (reset & 1) == 1 && memories(target).anyMatch(memory -> holds(memory, reset));
        if (!stackFits || !resetFits || (vectorTable & 0x7f) != 0) {
            throw new FirmwareException(
                    "%s has no vector table for %s at 0x%08x: stack pointer 0x%08x, reset vector 0x%08x: choose its target"
                            .formatted(file, target.name(), vectorTable, stack, reset));
        }
    }
}
