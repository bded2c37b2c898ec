package dev.tinyrig.sim.device;

import dev.tinyrig.sim.memory.Bus;

/** The Cortex-M4's alias that has one word for each bit of the first megabyte of a region (DDI 0439 3.7). */
public final class BitBand extends WordDevice {
    private final Bus bus;
    private final int region;

    /**
     * The alias of a region.
     *
     * @param region where the bits themselves are: 0x20000000 or 0x40000000
     */
    public BitBand(Bus bus, int region) {
        this.bus = bus;
        this.region = region;
    }

    /** The word that holds the bit; a read of it may have side effects, as on silicon. */
    private int wordAddress(int offset) {
        return region + (offset >>> 5 & ~3);
    }

    private static int bit(int offset) {
        return offset >>> 2 & 31;
    }

    @Override
    protected int readWord(int offset) {
        return bus.read32(wordAddress(offset)) >>> bit(offset) & 1;
    }

    @Override
    protected void writeWord(int offset, int value) {
        int address = wordAddress(offset);
        int cleared = bus.read32(address) & ~(1 << bit(offset));
        bus.write32(address, cleared | (value & 1) << bit(offset));
    }
}
