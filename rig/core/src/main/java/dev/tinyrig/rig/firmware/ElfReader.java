package dev.tinyrig.rig.firmware;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSection;
import net.fornwall.jelf.ElfSectionHeader;

/** Reads from a linked ELF file the build id, compiler and footprint that make it a {@link Firmware}. */
public final class ElfReader {
    private static final String BUILD_ID_SECTION = ".note.gnu.build-id";
    /** The rig's staging buffer is in SRAM, but it is no part of the candidate. */
    private static final Map<String, Kind> NAMED =
            Map.of(".arena", Kind.ARENA, ".stack", Kind.STACK, ".staging", Kind.NOT_COUNTED);

    private static final int NOTE_HEADER_BYTES = 16;
    private static final int SHA1_BYTES = 20;

    private ElfReader() {}

    /**
     * The image as it was linked.
     *
     * @param target name of the target that the image was linked for
     * @throws FirmwareException if the file is not a whole 32-bit ARM image with a SHA-1 build id
     */
    public static Firmware read(Path elf, String target) {
        byte[] image = bytesOf(elf);
        try {
            List<ElfSection> sections = sections(elf, image);
            return new Firmware(elf, buildId(elf, sections), target, compiler(sections), footprint(sections));
        } catch (ElfException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NegativeArraySizeException broken) {
            throw new FirmwareException(
                    "%s (%d bytes) is not a whole ELF image: link it again".formatted(elf, image.length), broken);
        }
    }

    private static byte[] bytesOf(Path elf) {
        try {
            return Files.readAllBytes(elf);
        } catch (NoSuchFileException missing) {
            throw new FirmwareException("%s does not exist: build the firmware first".formatted(elf), missing);
        } catch (IOException unreadable) {
            throw new FirmwareException("%s cannot be read: %s".formatted(elf, unreadable), unreadable);
        }
    }

    private static List<ElfSection> sections(Path elf, byte[] image) {
        ElfFile file = ElfFile.from(image);
        if (file.e_machine != ElfFile.ARCH_ARM || file.e_type != ElfFile.ET_EXEC) {
            throw new FirmwareException(
                    "%s is an ELF file of type %d for machine %d, not a linked image for ARM (%d, %d)"
                            .formatted(elf, file.e_type, file.e_machine, ElfFile.ET_EXEC, ElfFile.ARCH_ARM));
        }
        List<ElfSection> sections =
                IntStream.range(1, file.e_shnum).mapToObj(file::getSection).toList();
        for (ElfSection section : sections) {
            ElfSectionHeader header = section.header;
            if (header.sh_type != ElfSectionHeader.SHT_NOBITS && header.sh_offset + header.sh_size > image.length) {
                throw new IndexOutOfBoundsException("section %s ends behind the file".formatted(header.getName()));
            }
        }
        return sections;
    }

    private static Optional<byte[]> data(List<ElfSection> sections, String name) {
        return sections.stream()
                .filter(section -> section.header.getName().equals(name))
                .map(ElfSection::getData)
                .findFirst();
    }

    private static String buildId(Path elf, List<ElfSection> sections) {
        // A note is namesz, descsz, type, "GNU\0" and then the id: System V gABI, "Note Section".
        byte[] note = data(sections, BUILD_ID_SECTION)
                .orElseThrow(() -> new FirmwareException(
                        "%s has no section %s: link it with --build-id=sha1".formatted(elf, BUILD_ID_SECTION)));
        if (note.length != NOTE_HEADER_BYTES + SHA1_BYTES) {
            throw new FirmwareException("%s has a build id of %d bytes, not of %d: link it with --build-id=sha1"
                    .formatted(elf, Math.max(0, note.length - NOTE_HEADER_BYTES), SHA1_BYTES));
        }
        return HexFormat.of().formatHex(note, NOTE_HEADER_BYTES, note.length);
    }

    private static String compiler(List<ElfSection> sections) {
        return data(sections, ".comment")
                .map(comment -> new String(comment, US_ASCII).split("\0", 2)[0])
                .orElse("unnamed compiler");
    }

    private static Footprint footprint(List<ElfSection> sections) {
        Map<Kind, Long> bytes =
                sections.stream().collect(groupingBy(ElfReader::kind, summingLong(section -> section.header.sh_size)));
        return new Footprint(
                bytes.getOrDefault(Kind.TEXT, 0L),
                bytes.getOrDefault(Kind.DATA, 0L),
                bytes.getOrDefault(Kind.BSS, 0L),
                bytes.getOrDefault(Kind.ARENA, 0L),
                bytes.getOrDefault(Kind.STACK, 0L));
    }

    private enum Kind {
        TEXT,
        DATA,
        BSS,
        ARENA,
        STACK,
        NOT_COUNTED
    }

    private static Kind kind(ElfSection section) {
        ElfSectionHeader header = section.header;
        if ((header.sh_flags & ElfSectionHeader.FLAG_ALLOC) == 0) {
            return Kind.NOT_COUNTED;
        }
        Optional<Kind> named = Optional.ofNullable(NAMED.get(header.getName()));
        return named.orElseGet(() -> unnamed(header));
    }

    private static Kind unnamed(ElfSectionHeader header) {
        if (header.sh_type == ElfSectionHeader.SHT_NOBITS) {
            return Kind.BSS;
        }
        return (header.sh_flags & ElfSectionHeader.FLAG_WRITE) == 0 ? Kind.TEXT : Kind.DATA;
    }
}
