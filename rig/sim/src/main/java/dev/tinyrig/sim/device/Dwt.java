package dev.tinyrig.sim.device;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The data watchpoint and trace unit as far as CYCCNT, which counts instructions where there is no cycle model. */
public final class Dwt extends WordDevice {
    private static final int CTRL = 0x000;
    private static final int CYCCNT = 0x004;
    private static final int LOCK_STATUS = 0xfb4;

    private final LongSupplier clock;
    private final StoredRegisters others = new StoredRegisters(Map.of(), List.of());
    private int control;
    private int counted;
    private long since;

    public Dwt(LongSupplier clock) {
        this.clock = clock;
    }

    private boolean isRunning() {
        return (control & 1) != 0;
    }

    private int count() {
        return isRunning() ? counted + (int) (clock.getAsLong() - since) : counted;
    }

    private void restartFrom(int count) {
        counted = count;
        since = clock.getAsLong();
    }

    @Override
    protected int readWord(int offset) {
        return switch (offset) {
            case CTRL -> 0x40000000 | control;
            case CYCCNT -> count();
            case LOCK_STATUS -> 0;
            default -> others.readWord(offset);
        };
    }

    @Override
    protected void writeWord(int offset, int value) {
        switch (offset) {
            case CTRL -> {
                restartFrom(count());
                control = value & 0x0fffffff;
            }
            case CYCCNT -> restartFrom(value);
            default -> others.writeWord(offset, value);
        }
    }
}
