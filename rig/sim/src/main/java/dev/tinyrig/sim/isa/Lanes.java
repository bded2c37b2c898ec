package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;

/** Packing and saturation that several groups share. */
final class Lanes {
    private Lanes() {}

    static int halves(int low, int high) {
        return (low & 0xffff) | high << 16;
    }

    /** To so many bits, setting Q if something was lost. */
    static int saturateSigned(Cpu c, int value, int bits) {
        int high = (int) ((1L << (bits - 1)) - 1);
        int clamped = Math.max(Math.min(value, high), ~high);
        c.qf |= clamped == value ? 0 : 1;
        return clamped;
    }

    /** To so many bits, setting Q if something was lost. */
    static int saturateUnsigned(Cpu c, int value, int bits) {
        int clamped = Math.max(Math.min(value, (1 << bits) - 1), 0);
        c.qf |= clamped == value ? 0 : 1;
        return clamped;
    }

    static int saturate(Cpu c, long value) {
        int clamped = clamp(value);
        c.qf |= clamped == value ? 0 : 1;
        return clamped;
    }

    static int clamp(long value) {
        return (int) Math.max(Math.min(value, Integer.MAX_VALUE), Integer.MIN_VALUE);
    }
}
