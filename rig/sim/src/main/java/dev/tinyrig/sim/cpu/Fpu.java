package dev.tinyrig.sim.cpu;

import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import dev.tinyrig.sim.floating.FloatStatus;

/** The floating-point registers, FPSCR, and the context that exceptions keep lazily (B1.5.7). */
public final class Fpu {
    private static final int ASPEN = 1 << 31;
    private static final int LSPEN = 1 << 30;
    private static final int LSPACT = 1;

    private final Cpu cpu;
    private final FpuKind kind;

    /** S0 to S31 as bits; D0 is S0 and S1. */
    public final int[] s = new int[32];

    /** FPSCR. */
    public final FloatStatus status = new FloatStatus();

    /** CPACR; bits 20 to 23 enable the unit. */
    private int cpacr;

    private int fpccr = ASPEN | LSPEN;
    private int fpcar;
    private int fpdscr;
    private boolean contextActive;
    /** The unit is enabled, the context is active and nothing waits to be saved: no need to look further. */
    private boolean ready;

    Fpu(Cpu cpu, FpuKind kind) {
        this.cpu = cpu;
        this.kind = kind;
    }

    public FpuKind kind() {
        return kind;
    }

    /** Every floating-point instruction calls this first. */
    public void use() {
        if (!ready) {
            activate();
        }
    }

    /** Whether {@link #use} has nothing to do, which stays so until the next exception or write to a register of the unit. */
    public boolean isReady() {
        return ready;
    }

    private void activate() {
        boolean enabled = (cpacr >>> 20 & 3) == 3 || ((cpacr >>> 20 & 3) == 1 && cpu.isPrivileged());
        if (!enabled) {
            throw new Fault(FaultCause.NOCP, cpu.pc, String.format("CPACR is 0x%08x", cpacr));
        }
        if ((fpccr & LSPACT) != 0) {
            saveLazily();
        }
        if ((fpccr & ASPEN) != 0 && !contextActive) {
            contextActive = true;
            status.setModes(fpdscr);
        }
        ready = (cpacr >>> 20 & 3) == 3;
    }

    /** CONTROL.FPCA. */
    public boolean contextActive() {
        return contextActive;
    }

    void setContextActive(boolean active) {
        contextActive = active && kind != FpuKind.NONE;
        ready = false;
    }

    /** Exception entry: saves the context into its place in the frame, or notes the place for later. */
    void leaveContext(int address) {
        if ((fpccr & LSPEN) != 0) {
            fpcar = address;
            fpccr |= LSPACT;
        } else {
            save(address);
        }
        setContextActive(false);
    }

    /** Exception return to a program that had floating-point context. */
    void enterContext(int address) {
        if ((fpccr & LSPACT) != 0) {
            fpccr &= ~LSPACT;
            return;
        }
        for (int register = 0; register < 16; register++) {
            s[register] = cpu.bus.read32(address + 4 * register);
        }
        status.set(cpu.bus.read32(address + 64));
    }

    private void saveLazily() {
        fpccr &= ~LSPACT;
        try {
            save(fpcar);
        } catch (Fault fault) {
            throw new Fault(FaultCause.LSPERR, fault.address(), String.valueOf(fault.getMessage()));
        }
    }

    private void save(int address) {
        for (int register = 0; register < 16; register++) {
            cpu.bus.write32(address + 4 * register, s[register]);
        }
        cpu.bus.write32(address + 64, status.bits());
    }

    public long d(int register) {
        return (long) s[2 * register + 1] << 32 | (s[2 * register] & 0xffffffffL);
    }

    public void setD(int register, long value) {
        s[2 * register] = (int) value;
        s[2 * register + 1] = (int) (value >>> 32);
    }

    public int cpacr() {
        return cpacr;
    }

    public void setCpacr(int value) {
        cpacr = kind == FpuKind.NONE ? 0 : value & 0x00f00000;
        ready = false;
    }

    public int fpccr() {
        return fpccr;
    }

    public void setFpccr(int value) {
        fpccr = value & (ASPEN | LSPEN | LSPACT);
        ready = false;
    }

    public int fpcar() {
        return fpcar;
    }

    public void setFpcar(int value) {
        fpcar = value & ~7;
    }

    public int fpdscr() {
        return fpdscr;
    }

    public void setFpdscr(int value) {
        fpdscr = value & FloatStatus.MODE_BITS;
    }
}
