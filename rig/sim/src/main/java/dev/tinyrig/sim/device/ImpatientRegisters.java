package dev.tinyrig.sim.device;

/**
 * Registers of which nothing is known, for start-up code that waits until one of them is ready: it reads as it was last
 * written, but when it is read again and again and nothing else is, it reads as all ones and then as zeros.
 */
public final class ImpatientRegisters extends WordDevice {
    /** Longer than code that only looks twice, far shorter than any time-out. */
    private static final int PATIENCE = 32;

    private final StoredRegisters stored;
    private int asked = -1;
    private int times;

    public ImpatientRegisters(StoredRegisters stored) {
        this.stored = stored;
    }

    @Override
    protected int readWord(int offset) {
        times = offset == asked ? times + 1 : 0;
        asked = offset;
        return switch (times / PATIENCE % 3) {
            case 0 -> stored.readWord(offset);
            case 1 -> -1;
            default -> 0;
        };
    }

    @Override
    protected void writeWord(int offset, int value) {
        asked = -1;
        stored.writeWord(offset, value);
    }
}
