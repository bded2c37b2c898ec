package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.bench.board.probe.Probe.Job;
import dev.tinyrig.rig.firmware.HexFile;
import dev.tinyrig.rig.firmware.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a firmware into a board's flash, writing only the sectors that do not hold it yet. */
record Flashing(Bay bay) {
    /**
     * Returns when the whole image was read back and the chip runs it.
     *
     * @throws Trouble if it could not be written; where sectors were taken for written, all are written once more before
     */
    void flash(Path elf) {
        FlashImage wanted = FlashImage.of(Image.read(elf, bay.target()), bay.map());
        Map<Integer, String> known = bay.records().contents(id());
        try {
            write(elf, wanted, known);
        } catch (Trouble e) {
            if (e.part() != Part.FLASH || known.isEmpty()) {
                throw e;
            }
            bay.records().forgetContents(id());
            write(elf, wanted, Map.of());
        }
    }

    private void write(Path elf, FlashImage wanted, Map<Integer, String> known) {
        List<FlashImage.Part> changed = wanted.parts().stream()
                .filter(part -> !part.hash().equals(known.get(part.sector().number())))
                .toList();
        changed.forEach(part -> bay.records().noteErase(id(), part.sector().number()));
        program(elf, changed);
        wanted.parts()
                .forEach(part -> bay.records().noteContents(id(), part.sector().number(), part.hash()));
    }

    private void program(Path elf, List<FlashImage.Part> changed) {
        if (changed.isEmpty()) {
            bay.probe().program(new Job(elf, Optional.empty(), bay.expectedChip()));
            return;
        }
        try {
            Path hex = Files.createTempFile("tinyrig-", ".hex");
            try {
                Files.writeString(
                        hex,
                        HexFile.of(
                                changed.stream().map(FlashImage.Part::segment).toList()));
                bay.probe().program(new Job(elf, Optional.of(hex), bay.expectedChip()));
            } finally {
                Files.deleteIfExists(hex);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for the changed sectors", e);
        }
    }

    private String id() {
        return bay.board().id();
    }
}
