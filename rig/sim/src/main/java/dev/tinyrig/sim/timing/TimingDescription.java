package dev.tinyrig.sim.timing;

/** What lies between the core and the memories of a part, as far as it costs time. */
public record TimingDescription(FlashLines flash, Caches caches, Tcm tcm, LineFills fills) {

    /**
     * The flash interface of a part without L1 caches.
     *
     * @param readBytes how many bytes one read of flash gives
     * @param instructionLines lines of that size that the accelerator keeps for instructions
     * @param dataLines and for data
     */
    public record FlashLines(int readBytes, int instructionLines, int dataLines) {
        public FlashLines {
            if (Integer.bitCount(readBytes) != 1 || readBytes < 4) {
                throw new IllegalArgumentException("flash cannot give " + readBytes + " bytes a read");
            }
        }
    }

    /** Sizes of the L1 caches in bytes, 0 where there is none. */
    public record Caches(int instructionBytes, int dataBytes) {}

    /** Sizes of the tightly coupled memories in bytes; they start at 0 and 0x20000000. */
    public record Tcm(int instructionBytes, int dataBytes) {}

    /** Core cycles to fill one line of a cache from flash and from RAM. */
    public record LineFills(int flashCycles, int ramCycles) {}
}
