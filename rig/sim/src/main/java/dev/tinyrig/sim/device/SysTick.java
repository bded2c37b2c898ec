package dev.tinyrig.sim.device;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.ExceptionUnit;

/** The system timer (B3.3); it counts what {@link Cpu#clock} counts, or an eighth of that. */
public final class SysTick extends WordDevice {
    private static final int CTRL = 0x0;
    private static final int LOAD = 0x4;
    private static final int VAL = 0x8;
    private static final int CALIB = 0xc;

    private static final int ENABLE = 1;
    private static final int TICKINT = 2;
    private static final int CLKSOURCE = 4;
    private static final int COUNTFLAG = 1 << 16;

    private final Cpu cpu;
    private int control;
    private int reload;
    /** When the counter was 0 last, before the reload that starts a period. */
    private long since;
    /** How many periods ended that were already told of. */
    private long told;

    private boolean counted;

    public SysTick(Cpu cpu) {
        this.cpu = cpu;
    }

    private int clocksPerTick() {
        return (control & CLKSOURCE) != 0 ? 1 : 8;
    }

    private long period() {
        return (reload + 1L) * clocksPerTick();
    }

    private boolean isRunning() {
        return (control & ENABLE) != 0 && reload != 0;
    }

    /** The time on {@link Cpu#clock} when the counter reaches 0 next. */
    public long nextExpiry() {
        return isRunning() ? since + (told + 1) * period() : Long.MAX_VALUE;
    }

    /** Notes the periods that ended and pends the exception if it is wanted. */
    public void update() {
        if (isRunning() && cpu.clock() >= nextExpiry()) {
            told = (cpu.clock() - since) / period();
            counted = true;
            if ((control & TICKINT) != 0) {
                cpu.exceptions.pend(ExceptionUnit.SYSTICK);
            }
        }
    }

    private int current() {
        long elapsed = (cpu.clock() - since) / clocksPerTick();
        return !isRunning() || elapsed == 0 ? 0 : reload - (int) ((elapsed - 1) % (reload + 1L));
    }

    private void restart() {
        since = cpu.clock();
        told = 0;
        cpu.attention();
    }

    @Override
    protected int readWord(int offset) {
        return switch (offset) {
            case CTRL -> readControl();
            case LOAD -> reload;
            case VAL -> current();
            case CALIB -> 0x40000000;
            default -> 0;
        };
    }

    private void writeControl(int value) {
        update();
        boolean clockChanges = ((control ^ value) & (ENABLE | CLKSOURCE)) != 0;
        control = value;
        if (clockChanges) {
            restart();
        }
        cpu.attention();
    }

    private int readControl() {
        update();
        int value = control | (counted ? COUNTFLAG : 0);
        counted = false;
        return value;
    }

    @Override
    protected void writeWord(int offset, int value) {
        switch (offset) {
            case CTRL -> writeControl(value & 7);
            case LOAD -> {
                reload = value & 0xffffff;
                restart();
            }
            case VAL -> {
                counted = false;
                restart();
            }
            default -> {
                // CALIB is read-only.
            }
        }
    }
}
