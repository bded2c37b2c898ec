package dev.tinyrig.rig.firmware;

/**
 * Bytes that a linked image occupies, by section group.
 *
 * @param textBytes vectors, code and constants in flash, weights included
 * @param dataBytes initialised variables: in flash and in SRAM
 * @param bssBytes zeroed variables in SRAM, without arena and stack
 * @param arenaBytes the network's activation arena in SRAM
 * @param stackBytes the stack's reserve in SRAM
 */
public record Footprint(long textBytes, long dataBytes, long bssBytes, long arenaBytes, long stackBytes) {
    /** Flash that the image fills. */
    public long flashBytes() {
        return textBytes + dataBytes;
    }

    /** SRAM that is neither arena nor stack. */
    public long staticBytes() {
        return dataBytes + bssBytes;
    }

    /** SRAM that the linker has given away, the whole stack reserve included. */
    public long reservedSramBytes() {
        return staticBytes() + arenaBytes + stackBytes;
    }
}
