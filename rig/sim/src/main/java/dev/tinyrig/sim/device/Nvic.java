package dev.tinyrig.sim.device;

import dev.tinyrig.sim.cpu.ExceptionState;
import dev.tinyrig.sim.cpu.ExceptionUnit;
import java.util.function.IntPredicate;

/** The registers of the nested vectored interrupt controller, from 0xE000E100 (B3.4). */
public final class Nvic extends WordDevice {
    private static final int FIRST_INTERRUPT = 16;
    private static final int PRIORITIES = 0x300;

    private final ExceptionUnit exceptions;
    private final ExceptionState state;

    public Nvic(ExceptionUnit exceptions) {
        this.exceptions = exceptions;
        this.state = exceptions.state;
    }

    /** The exception of bit 0 in a bit register at this offset. */
    private static int firstOf(int offset) {
        return FIRST_INTERRUPT + 8 * (offset & 0x7f);
    }

    @Override
    protected int readWord(int offset) {
        if (offset >= PRIORITIES) {
            return readPriorities(FIRST_INTERRUPT + offset - PRIORITIES);
        }
        return switch (offset >>> 7) {
            case 0, 1 -> bits(offset, state::isEnabled);
            case 2, 3 -> bits(offset, state::isPending);
            default -> bits(offset, state::isActive);
        };
    }

    private static int bits(int offset, IntPredicate predicate) {
        int word = 0;
        for (int bit = 0; bit < 32; bit++) {
            int exception = firstOf(offset) + bit;
            word |= exception < ExceptionState.COUNT && predicate.test(exception) ? 1 << bit : 0;
        }
        return word;
    }

    private int readPriorities(int first) {
        int word = 0;
        for (int at = 0; at < 4; at++) {
            word |= first + at < ExceptionState.COUNT ? state.priority(first + at) << (8 * at) : 0;
        }
        return word;
    }

    @Override
    protected void writeWord(int offset, int value) {
        if (offset >= PRIORITIES) {
            writePriorities(FIRST_INTERRUPT + offset - PRIORITIES, value);
            return;
        }
        for (int bit = 0; bit < 32; bit++) {
            int exception = firstOf(offset) + bit;
            if ((value >>> bit & 1) != 0 && exception < ExceptionState.COUNT) {
                change(offset >>> 7, exception);
            }
        }
    }

    private void change(int register, int exception) {
        switch (register) {
            case 0 -> state.enable(exception, true);
            case 1 -> state.enable(exception, false);
            case 2 -> exceptions.pend(exception);
            case 3 -> state.unpend(exception);
            default -> {
                // The active bits are read-only.
            }
        }
        exceptions.reconsider();
    }

    private void writePriorities(int first, int value) {
        for (int at = 0; at < 4; at++) {
            if (first + at < ExceptionState.COUNT) {
                state.setPriority(first + at, value >>> (8 * at) & 0xff);
            }
        }
        exceptions.reconsider();
    }
}
