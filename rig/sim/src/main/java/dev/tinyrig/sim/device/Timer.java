package dev.tinyrig.sim.device;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A general-purpose timer as a free-running 32-bit counter (RM0090 18.4); it raises no interrupts. */
public final class Timer extends WordDevice {
    private static final int CR1 = 0x00;
    private static final int EGR = 0x14;
    private static final int CNT = 0x24;
    private static final int PSC = 0x28;

    private final LongSupplier clock;
    private final StoredRegisters others = new StoredRegisters(Map.of(), List.of());
    private boolean running;
    private int prescaler;
    /** The counter at {@link #since}. */
    private int counted;

    private long since;

    public Timer(LongSupplier clock) {
        this.clock = clock;
    }

    private int count() {
        return running ? counted + (int) ((clock.getAsLong() - since) / (prescaler + 1)) : counted;
    }

    private void restartFrom(int count) {
        counted = count;
        since = clock.getAsLong();
    }

    @Override
    protected int readWord(int offset) {
        return switch (offset) {
            case CNT -> count();
            case CR1 -> running ? 1 : 0;
            case PSC -> prescaler;
            default -> others.readWord(offset);
        };
    }

    @Override
    protected void writeWord(int offset, int value) {
        switch (offset) {
            case CNT -> restartFrom(value);
            case CR1 -> {
                restartFrom(count());
                running = (value & 1) != 0;
            }
            case PSC -> {
                restartFrom(count());
                prescaler = value & 0xffff;
            }
            case EGR -> restartFrom((value & 1) != 0 ? 0 : count());
            default -> others.writeWord(offset, value);
        }
    }
}
