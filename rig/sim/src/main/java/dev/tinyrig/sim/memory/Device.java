package dev.tinyrig.sim.memory;

/** Registers that answer at a range of addresses; offsets are from the start of that range. */
public interface Device {
    /** Reads 1, 2 or 4 bytes at an offset that is a multiple of that, into the low bits. */
    int read(int offset, int bytes);

    /** Writes the low 1, 2 or 4 bytes of the value at an offset that is a multiple of that. */
    void write(int offset, int value, int bytes);
}
