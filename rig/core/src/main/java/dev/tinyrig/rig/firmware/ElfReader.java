package dev.tinyrig.rig.firmware;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.tinyrig.rig.firmware.Elf32.Section;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public static Firmware read(Path file, String target) {
        byte[] image = Image.bytesOf(file);
        try {
            Elf32 elf = Elf32.of(file, image);
            List<Section> sections = elf.sections();
            return new Firmware(
                    file, buildId(file, elf, sections), target, compiler(elf, sections), footprint(sections));
        } catch (IndexOutOfBoundsException broken) {
            throw new FirmwareException(
                    "%s (%d bytes) is not a whole ELF image: link it again".formatted(file, image.length), broken);
        }
    }

    private static Optional<byte[]> data(Elf32 elf, List<Section> sections, String name) {
        return sections.stream()
                .filter(section -> section.name().equals(name))
                .map(elf::data)
                .findFirst();
    }

    private static String buildId(Path file, Elf32 elf, List<Section> sections) {
        // A note is namesz, descsz, type, "GNU\0" and then the id: System V gABI, "Note Section".
        byte[] note = data(elf, sections, BUILD_ID_SECTION)
                .orElseThrow(() -> new FirmwareException(
                        "%s has no section %s: link it with --build-id=sha1".formatted(file, BUILD_ID_SECTION)));
        if (note.length != NOTE_HEADER_BYTES + SHA1_BYTES) {
            throw new FirmwareException("%s has a build id of %d bytes, not of %d: link it with --build-id=sha1"
                    .formatted(file, Math.max(0, note.length - NOTE_HEADER_BYTES), SHA1_BYTES));
        }
        return HexFormat.of().formatHex(note, NOTE_HEADER_BYTES, note.length);
    }

    private static String compiler(Elf32 elf, List<Section> sections) {
        return data(elf, sections, ".comment")
                .map(comment -> new String(comment, US_ASCII).split("\0", 2)[0])
                .orElse("unnamed compiler");
    }

    private static Footprint footprint(List<Section> sections) {
        Map<Kind, Long> bytes = sections.stream().collect(groupingBy(ElfReader::kind, summingLong(Section::size)));
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

    private static Kind kind(Section section) {
        if ((section.flags() & Elf32.SHF_ALLOC) == 0) {
            return Kind.NOT_COUNTED;
        }
        Optional<Kind> named = Optional.ofNullable(NAMED.get(section.name()));
        return named.orElseGet(() -> unnamed(section));
    }

    private static Kind unnamed(Section section) {
        if (section.type() == Elf32.SHT_NOBITS) {
            return Kind.BSS;
        }
        return (section.flags() & Elf32.SHF_WRITE) == 0 ? Kind.TEXT : Kind.DATA;
    }
}
