package dev.tinyrig.sim.cpu;

import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import dev.tinyrig.sim.memory.Bus;

/**
 * The registers of one Armv7E-M processor and what its instructions need within reach.
 *
 * <p>Fields are open because every simulated instruction touches several of them.
 */
public final class Cpu {
    public static final int SP = 13;
    public static final int LR = 14;
    public static final int PC = 15;
    /** A register that always reads 0, so that one semantics serves an operand that is there or not; never written. */
    public static final int ZERO = 16;

    public final Bus bus;
    public final Fpu fpu;
    public final ExceptionUnit exceptions;

    /** R0 to R14 and ZERO; slot 15 is unused, the program counter is {@link #pc}. */
    public final int[] r = new int[17];

    /** The address of the next instruction; while one executes, the address behind it unless it branches. */
    public int pc;

    /** N is the sign of this. */
    public int nf;
    /** Z is set when this is 0. */
    public int zf = 1;
    /** C as 0 or 1. */
    public int cf;
    /** V is the sign of this. */
    public int vf;
    /** Q as 0 or 1. */
    public int qf;
    /** GE[3:0]. */
    public int ge;

    /** ITSTATE as in EPSR; 0 outside an IT block. */
    public int itState;

    /** Instructions executed since the processor was made; one that fails its condition counts. */
    public long executed;
    /** How far time is ahead of {@link #executed}: what the processor slept and stalled, less what it did at once. */
    public long ahead;
    /** The interpreter looks up from its inner loop when {@link #executed} reaches this. */
    public long stopAt;

    /** The stack pointer that is not in R13 now. */
    public int otherSp;
    /** How often R13 may have become another process stack pointer. */
    public int stackSwitches;
    /** What R13 was behind the last of these. */
    public int switchedTo;
    /** CONTROL without FPCA, which is {@link Fpu#contextActive}. */
    public int control;

    public boolean primask;
    public boolean faultmask;
    public int basepri;
    /** WFI was executed and nothing woke the processor since. */
    public boolean sleeping;
    /** The local monitor of LDREX and STREX. */
    public boolean exclusive;

    public int exclusiveAddress;

    public Cpu(Bus bus, FpuKind fpuKind) {
        this.bus = bus;
        this.fpu = new Fpu(this, fpuKind);
        this.exceptions = new ExceptionUnit(this);
    }

    /** Time in cycles; without a cycle model one for each instruction. */
    public long clock() {
        return executed + ahead;
    }

    /** Makes the interpreter leave its inner loop after this instruction. */
    public void attention() {
        stopAt = 0;
    }

    /** N and Z from a result; C and V stay. */
    public void setNz(int result) {
        nf = result;
        zf = result;
    }

    /** The sum, with all four flags. */
    public int addWithFlags(int x, int y) {
        int sum = x + y;
        nf = sum;
        zf = sum;
        cf = Integer.compareUnsigned(sum, x) < 0 ? 1 : 0;
        vf = (x ^ sum) & (y ^ sum);
        return sum;
    }

    /** The difference, with all four flags; C means no borrow. */
    public int subtractWithFlags(int x, int y) {
        int difference = x - y;
        nf = difference;
        zf = difference;
        cf = Integer.compareUnsigned(x, y) >= 0 ? 1 : 0;
        vf = (x ^ y) & (x ^ difference);
        return difference;
    }

    /** The sum of both and C, with all four flags. */
    public int addWithCarryAndFlags(int x, int y) {
        long wide = (x & 0xffffffffL) + (y & 0xffffffffL) + cf;
        int sum = (int) wide;
        nf = sum;
        zf = sum;
        cf = (int) (wide >>> 32);
        vf = (x ^ sum) & (y ^ sum);
        return sum;
    }

    /** Whether the flags fulfil a condition field (A7.3). */
    public boolean passes(int condition) {
        boolean base =
                switch (condition >> 1) {
                    case 0 -> zf == 0;
                    case 1 -> cf != 0;
                    case 2 -> nf < 0;
                    case 3 -> vf < 0;
                    case 4 -> cf != 0 && zf != 0;
                    case 5 -> (nf ^ vf) >= 0;
                    case 6 -> zf != 0 && (nf ^ vf) >= 0;
                    default -> true;
                };
        return base != ((condition & 1) == 1 && condition != 15);
    }

    /** N, Z, C, V, Q and GE at their places in xPSR. */
    public int apsr() {
        return (nf & 0x80000000) | (zf == 0 ? 1 << 30 : 0) | cf << 29 | (vf < 0 ? 1 << 28 : 0) | qf << 27 | ge << 16;
    }

    public void setNzcvq(int value) {
        setNzcv(value);
        qf = value >>> 27 & 1;
    }

    public void setNzcv(int value) {
        nf = value & 0x80000000;
        zf = ~value & 1 << 30;
        cf = value >>> 29 & 1;
        vf = value << 3;
    }

    public void setGe(int value) {
        ge = value >>> 16 & 15;
    }

    /** The whole xPSR; the Thumb bit is always set. */
    public int xpsr() {
        return apsr() | (itState & 3) << 25 | (itState & 0xfc) << 8 | 1 << 24 | exceptions.current();
    }

    /** Restores what an exception frame holds of xPSR; the exception number is not part of that. */
    void setXpsr(int value) {
        setNzcvq(value);
        setGe(value);
        itState = (value >>> 8 & 0xfc) | (value >>> 25 & 3);
    }

    /** BX, BLX, POP and loads to PC: bit 0 is the Thumb bit, and 0xFxxxxxxx in a handler is an exception return. */
    public void interwork(int target) {
        if (target >>> 28 == 0xf && exceptions.current() != 0) {
            exceptions.leave(target);
            return;
        }
        if ((target & 1) == 0) {
            throw new Fault(FaultCause.INVSTATE, target, String.format("target 0x%08x is even", target));
        }
        pc = target & ~1;
    }

    /** Whether R13 is the process stack pointer. */
    public boolean usesProcessStack() {
        return (control & 2) != 0 && exceptions.current() == 0;
    }

    /** Whether thread mode, if that is interrupted now, runs on the process stack. */
    public boolean hasProcessStack() {
        return (control & 2) != 0;
    }

    void noteStackSwitch() {
        stackSwitches++;
        switchedTo = r[SP];
    }

    public int msp() {
        return usesProcessStack() ? otherSp : r[SP];
    }

    public int psp() {
        return usesProcessStack() ? r[SP] : otherSp;
    }

    public void setMsp(int value) {
        if (usesProcessStack()) {
            otherSp = value & ~3;
        } else {
            r[SP] = value & ~3;
        }
    }

    public void setPsp(int value) {
        if (usesProcessStack()) {
            r[SP] = value & ~3;
            noteStackSwitch();
        } else {
            otherSp = value & ~3;
        }
    }

    public boolean isPrivileged() {
        return exceptions.current() != 0 || (control & 1) == 0;
    }

    /** Writes CONTROL.nPRIV, SPSEL and FPCA; SPSEL changes which stack pointer R13 is. */
    public void setControl(int value) {
        int msp = msp();
        int psp = psp();
        boolean handler = exceptions.current() != 0;
        control = handler ? (control & 2) | (value & 1) : value & 3;
        r[SP] = usesProcessStack() ? psp : msp;
        otherSp = usesProcessStack() ? msp : psp;
        if (usesProcessStack()) {
            noteStackSwitch();
        }
        fpu.setContextActive((value & 4) != 0);
    }
}
