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

    /** ART accelerator of the STM32F4: 64 and 8 lines of 128 bits (RM0090 3.5.2). */
    public static TimingDescription stm32f4() {
        return new TimingDescription(new FlashLines(16, 64, 8), new Caches(0, 0), new Tcm(0, 0), new LineFills(0, 0));
    }

    /** An STM32F7 at 216 MHz; the line fills are fitted to published latencies of the F746. */
    public static TimingDescription stm32f7(Caches caches, Tcm tcm) {
        return new TimingDescription(new FlashLines(32, 0, 0), caches, tcm, new LineFills(13, 5));
    }

    /** An STM32H743 at 480 MHz, whose AXI bus runs at half of that: line fills extrapolated from the F7, untested. */
    public static TimingDescription stm32h743() {
        return new TimingDescription(
                new FlashLines(32, 0, 0), new Caches(16384, 16384), new Tcm(65536, 131072), new LineFills(21, 10));
    }
}
