package dev.tinyrig.sim.device;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * A timer that counts up, once or again and again, with its update and compare interrupts (RM0090 18.4); what is at its
 * pins is not there, so compares match and nothing else.
 */
public final class Timer extends WordDevice implements Interrupter {
    private static final int CR1 = 0x00;
    private static final int DIER = 0x0c;
    private static final int SR = 0x10;
    private static final int EGR = 0x14;
    private static final int CNT = 0x24;
    private static final int PSC = 0x28;
    private static final int ARR = 0x2c;
    private static final int CCR1 = 0x34;
    private static final int CHANNELS = 4;

    private static final int CEN = 1;
    private static final int UDIS = 1 << 1;
    private static final int URS = 1 << 2;
    private static final int OPM = 1 << 3;
    /** In SR and DIER: update, then one bit for each channel. */
    private static final int UPDATE = 1;

    private static final int EVENTS = 0x1f;

    private final LongSupplier clock;
    private final IntSupplier divider;
    private final Runnable controlled;
    private final StoredRegisters others = new StoredRegisters(Map.of(), List.of());
    private final long[] compare = new long[CHANNELS];
    private int control;
    private int enables;
    private int status;
    private int prescaler;
    private long reload;
    /** The counter at {@link #since}. */
    private long counted;

    private long since;
    private long clocksPerCount = 1;
    /** How far the counter, if it did not wrap, had come when its events were noted last. */
    private long noted;

    /**
     * A timer that stands still.
     *
     * @param reload what ARR is after reset: all ones, of 16 or 32 bits
     * @param divider how many cycles of the clock make one of the timer's
     * @param controlled runs when the firmware may have changed what interrupts it
     */
    public Timer(LongSupplier clock, long reload, IntSupplier divider, Runnable controlled) {
        this.clock = clock;
        this.reload = reload;
        this.divider = divider;
        this.controlled = controlled;
    }

    private boolean isRunning() {
        return (control & CEN) != 0 && reload != 0;
    }

    private long period() {
        return reload + 1;
    }

    /** Where the counter would be if it did not wrap. */
    private long reached() {
        return isRunning() ? counted + (clock.getAsLong() - since) / clocksPerCount : counted;
    }

    /** Sets the flags of what happened since this was done last. */
    private void note() {
        long now = reached();
        if (now <= noted) {
            return;
        }
        boolean wrapped = now / period() > noted / period();
        if (wrapped && (control & UDIS) == 0) {
            status |= UPDATE;
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            if (nextAt(compare[channel], noted) <= now) {
                status |= UPDATE << (channel + 1);
            }
        }
        noted = now;
        if (wrapped && (control & OPM) != 0) {
            control &= ~CEN;
            restartFrom(0);
        }
    }

    /** When the counter comes to a value next after having come so far; never if it does not count that far. */
    private long nextAt(long value, long from) {
        if (value > reload) {
            return Long.MAX_VALUE;
        }
        long ahead = Math.floorMod(value - from, period());
        return from + (ahead == 0 ? period() : ahead);
    }

    private void restartFrom(long count) {
        counted = count;
        noted = count;
        since = clock.getAsLong();
        clocksPerCount = (prescaler + 1L) * Math.max(1, divider.getAsInt());
    }

    @Override
    public boolean mayInterrupt() {
        return (enables & EVENTS) != 0;
    }

    @Override
    public boolean interrupts() {
        note();
        return (status & enables & EVENTS) != 0;
    }

    @Override
    public long nextExpiry() {
        if (!isRunning()) {
            return Long.MAX_VALUE;
        }
        note();
        long next = (enables & ~status & UPDATE) != 0 ? nextAt(0, noted) : Long.MAX_VALUE;
        for (int channel = 0; channel < CHANNELS; channel++) {
            if ((enables & ~status & UPDATE << (channel + 1)) != 0) {
                next = Math.min(next, nextAt(compare[channel], noted));
            }
        }
        return next == Long.MAX_VALUE || !isRunning() ? Long.MAX_VALUE : since + (next - counted) * clocksPerCount;
    }

    private int count() {
        note();
        return (int) (reached() % period());
    }

    @Override
    protected int readWord(int offset) {
        note();
        return switch (offset) {
            case CR1 -> control;
            case DIER -> enables;
            case SR -> status;
            case CNT -> count();
            case PSC -> prescaler;
            case ARR -> (int) reload;
            default -> isCompare(offset) ? (int) compare[channel(offset)] : others.readWord(offset);
        };
    }

    private static boolean isCompare(int offset) {
        return offset >= CCR1 && offset < CCR1 + 4 * CHANNELS;
    }

    private static int channel(int offset) {
        return (offset - CCR1) / 4;
    }

    @Override
    protected void writeWord(int offset, int value) {
        note();
        switch (offset) {
            case CR1 -> {
                restartFrom(count());
                control = value & 0xffff;
            }
            case DIER -> enables = value;
            case SR -> status &= value;
            case EGR -> generate(value);
            case CNT -> restartFrom(Integer.toUnsignedLong(value) % period());
            case PSC -> {
                long count = count();
                prescaler = value & 0xffff;
                restartFrom(count);
            }
            case ARR -> {
                long count = count();
                reload = Integer.toUnsignedLong(value);
                restartFrom(count % period());
            }
            default -> writeOther(offset, value);
        }
        controlled.run();
    }

    private void writeOther(int offset, int value) {
        if (isCompare(offset)) {
            compare[channel(offset)] = Integer.toUnsignedLong(value);
        } else {
            others.writeWord(offset, value);
        }
    }

    /** UG starts over and, unless URS is set, is an update like any other; the other bits match their channels. */
    private void generate(int events) {
        boolean silent = (control & (URS | UDIS)) != 0;
        status |= events & EVENTS & (silent ? ~UPDATE : -1);
        if ((events & UPDATE) != 0) {
            restartFrom(0);
        }
    }
}
