package dev.tinyrig.sim.device;

/** Registers that read 0 whatever was written. */
public final class ZeroRegisters extends WordDevice {
    @Override
    protected int readWord(int offset) {
        return 0;
    }

    @Override
    protected void writeWord(int offset, int value) {
        // Nothing keeps it.
    }
}
