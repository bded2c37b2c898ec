package dev.tinyrig.rig.bench.board.probe;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.Trouble;
import java.nio.file.Path;
import java.util.Optional;

/** The debug probe of one board; every call ends within a minute. */
public interface Probe {
    /**
     * The unique id of the chip behind the probe.
     *
     * @throws Trouble if the chip does not answer
     */
    ChipId chip();

    /**
     * Writes what must be written, reads the whole image back, and resets the chip so that it runs the image.
     *
     * @throws Trouble of the part that failed; another chip than the expected one is left as it is
     */
    void program(Job job);

    /**
     * Resets the chip and lets it run.
     *
     * @throws Trouble if the chip does not obey
     */
    void reset();

    /**
     * Compares the flash with the image.
     *
     * @throws Trouble if it differs or cannot be read
     */
    void verify(Path elf);

    /**
     * One word of the chip's memory or registers; the chip may be reset to read it.
     *
     * @throws Trouble if it cannot be read
     */
    int word(long address);

    /** Where the core is; it runs on afterwards. Empty where the tool cannot tell. */
    Optional<CoreState> core();

    /** Which way into the board worked last, where it has several. */
    default String way() {
        return "its probe";
    }

    /**
     * What shall be in flash.
     *
     * @param elf the whole image
     * @param changes the sectors that must be written, in Intel HEX; empty if all are there already
     * @param chip the chip that it is for, if that is known
     */
    record Job(Path elf, Optional<Path> changes, Optional<ChipId> chip) {}
}
