package dev.tinyrig.sim.device;

import dev.tinyrig.sim.memory.Device;

/** Registers of 32 bits; narrower accesses see or change a part of one. */
public abstract class WordDevice implements Device {
    protected abstract int readWord(int offset);

    protected abstract void writeWord(int offset, int value);

    @Override
    public final int read(int offset, int bytes) {
        int word = readWord(offset & ~3);
        return word >>> shift(offset) & mask(bytes);
    }

    @Override
    public final void write(int offset, int value, int bytes) {
        if (bytes == 4) {
            writeWord(offset, value);
            return;
        }
        int hole = mask(bytes) << shift(offset);
        int kept = readWord(offset & ~3) & ~hole;
        writeWord(offset & ~3, kept | (value & mask(bytes)) << shift(offset));
    }

    private static int shift(int offset) {
        return 8 * (offset & 3);
    }

    private static int mask(int bytes) {
        return -1 >>> (32 - 8 * bytes);
    }
}
