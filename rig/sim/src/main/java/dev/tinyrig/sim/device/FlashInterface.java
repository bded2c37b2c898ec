package dev.tinyrig.sim.device;

import java.util.List;
import java.util.Map;

/** The flash interface as far as FLASH_ACR: wait states, prefetch and the lines of the accelerator (RM0090 3.9.1). */
public final class FlashInterface extends WordDevice {
    private static final int ACR = 0;
    private static final int LATENCY = 0xf;
    private static final int PRFTEN = 1 << 8;
    private static final int ICEN = 1 << 9;
    private static final int DCEN = 1 << 10;

    private final StoredRegisters others;
    private int acr;

    /** With its registers by offset as they are after reset, 0 where nothing is said. */
    public FlashInterface(Map<Integer, Integer> resetValues) {
        this.acr = resetValues.getOrDefault(ACR, 0);
        this.others = new StoredRegisters(resetValues, List.of());
    }

    public int waitStates() {
        return acr & LATENCY;
    }

    public boolean prefetches() {
        return (acr & PRFTEN) != 0;
    }

    public boolean keepsInstructions() {
        return (acr & ICEN) != 0;
    }

    public boolean keepsData() {
        return (acr & DCEN) != 0;
    }

    @Override
    protected int readWord(int offset) {
        return offset == ACR ? acr : others.readWord(offset);
    }

    @Override
    protected void writeWord(int offset, int value) {
        if (offset == ACR) {
            acr = value;
        } else {
            others.writeWord(offset, value);
        }
    }
}
