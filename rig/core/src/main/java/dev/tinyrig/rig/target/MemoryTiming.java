package dev.tinyrig.rig.target;

/**
 * What lies between the core and the memories of a target, as far as it costs time. Sizes are in bytes, 0 where absent.
 *
 * @param flash how flash is read
 * @param tcm memories of a Cortex-M7 that need no cache
 * @param lineFills what a miss of an L1 cache costs
 */
public record MemoryTiming(Flash flash, Tcm tcm, LineFills lineFills) {

    /** How the option bytes arrange the flash. */
    public enum Banks {
        SINGLE,
        DUAL
    }

    /**
     * The flash interface.
     *
     * @param banks as the part leaves the factory
     * @param readBits what one read gives then
     * @param singleBankReadBits what one read gives when the option bytes make it a single bank
     * @param instructionBytes what the accelerator keeps of code
     * @param dataBytes what the accelerator keeps of data
     */
    public record Flash(Banks banks, int readBits, int singleBankReadBits, int instructionBytes, int dataBytes) {
        public Flash {
            if (!isWidth(readBits) || !isWidth(singleBankReadBits)) {
                throw new IllegalArgumentException(
                        "flash gives 64, 128 or 256 bits a read, not %d or %d".formatted(readBits, singleBankReadBits));
            }
            if (instructionBytes < 0 || dataBytes < 0) {
                throw new IllegalArgumentException("sizes of the flash accelerator must not be negative");
            }
        }

        private static boolean isWidth(int bits) {
            return bits == 64 || bits == 128 || bits == 256;
        }

        Flash inSingleBank() {
            return new Flash(Banks.SINGLE, singleBankReadBits, singleBankReadBits, instructionBytes, dataBytes);
        }
    }

    /** Tightly coupled memories: for instructions from 0, for data from 0x20000000. */
    public record Tcm(int instructionBytes, int dataBytes) {}

    /** Core cycles to fill one line of 32 bytes of a cache. */
    public record LineFills(int flashCycles, int ramCycles) {
        public LineFills {
            if (flashCycles < 0 || ramCycles < 0) {
                throw new IllegalArgumentException("line fills take no negative time");
            }
        }
    }
}
