package dev.tinyrig.rig.firmware;

import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSegment;

/** Bytes of an image and the address at which a programmer puts them. */
public record Segment(long address, Bytes bytes) {

    /**
     * What must be in memory before the image can start, as its program headers say.
     *
     * @throws FirmwareException if the file is not a whole ELF image
     */
    public static List<Segment> of(Path elf) {
        try {
            byte[] image = Files.readAllBytes(elf);
            ElfFile file = ElfFile.from(image);
            return IntStream.range(0, file.e_phnum)
                    .mapToObj(file::getProgramHeader)
                    .filter(header -> header.p_type == ElfSegment.PT_LOAD && header.p_filesz > 0)
                    .map(header -> segment(elf, image, header))
                    .toList();
        } catch (IOException | ElfException e) {
            throw new FirmwareException("%s cannot be loaded: %s".formatted(elf, e), e);
        }
    }

    private static Segment segment(Path elf, byte[] image, ElfSegment header) {
        long end = header.p_offset + header.p_filesz;
        if (header.p_offset < 0 || end > image.length) {
            throw new FirmwareException("%s ends at byte %d, within a segment that reaches to %d: link it again"
                    .formatted(elf, image.length, end));
        }
        return new Segment(
                header.p_paddr, Bytes.of(Arrays.copyOfRange(image, Math.toIntExact(header.p_offset), (int) end)));
    }
}
