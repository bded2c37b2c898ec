package dev.tinyrig.sim.device;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.ExceptionState;
import dev.tinyrig.sim.cpu.ExceptionUnit;
import dev.tinyrig.sim.cpu.FpuKind;
import java.util.List;
import java.util.Map;

/** The system control block from 0xE000ED00 (B3.2): vector table, fault status, coprocessor access, identification. */
public final class SystemControl extends WordDevice {
    private static final int CPUID = 0x00;
    private static final int ICSR = 0x04;
    private static final int VTOR = 0x08;
    private static final int AIRCR = 0x0c;
    private static final int CCR = 0x14;
    private static final int SHPR1 = 0x18;
    private static final int SHPR3 = 0x20;
    private static final int SHCSR = 0x24;
    private static final int CFSR = 0x28;
    private static final int HFSR = 0x2c;
    private static final int BFAR = 0x38;
    private static final int CPACR = 0x88;
    private static final int STIR = 0x200;
    private static final int FPCCR = 0x234;
    private static final int FPCAR = 0x238;
    private static final int FPDSCR = 0x23c;
    private static final int MVFR0 = 0x240;
    private static final int MVFR1 = 0x244;
    private static final int MVFR2 = 0x248;

    private static final int UNALIGN_TRP = 1 << 3;
    private static final int AIRCR_KEY = 0x05fa;
    private static final int SYSRESETREQ = 4;
    private static final int[] SHCSR_ENABLES = {4, 5, 6};

    private final Cpu cpu;
    private final ExceptionUnit exceptions;
    private final ExceptionState state;
    private final int cpuid;
    private final Runnable resetRequest;
    private final Mpu mpu = new Mpu();
    private final StoredRegisters others = new StoredRegisters(Map.of(), List.of());

    /**
     * The block of one processor.
     *
     * @param resetRequest runs when the program sets AIRCR.SYSRESETREQ
     */
    public SystemControl(Cpu cpu, int cpuid, Runnable resetRequest) {
        this.cpu = cpu;
        this.exceptions = cpu.exceptions;
        this.state = cpu.exceptions.state;
        this.cpuid = cpuid;
        this.resetRequest = resetRequest;
    }

    @Override
    protected int readWord(int offset) {
        return switch (offset) {
            case CPUID -> cpuid;
            case ICSR -> readIcsr();
            case VTOR -> exceptions.vectorTable;
            case AIRCR -> 0xfa050000 | state.priorityGroup() << 8;
            case CCR -> exceptions.ccr;
            case SHCSR -> readShcsr();
            case CFSR -> exceptions.cfsr;
            case HFSR -> exceptions.hfsr;
            case BFAR -> exceptions.bfar;
            case CPACR -> cpu.fpu.cpacr();
            case FPCCR -> cpu.fpu.fpccr();
            case FPCAR -> cpu.fpu.fpcar();
            case FPDSCR -> cpu.fpu.fpdscr();
            case MVFR0, MVFR1, MVFR2 -> featureRegister(offset);
            default -> readOther(offset);
        };
    }

    private int readOther(int offset) {
        if (isMpu(offset)) {
            return mpu.read(offset);
        }
        return offset >= SHPR1 && offset <= SHPR3 ? readPriorities(offset) : others.readWord(offset);
    }

    private static boolean isMpu(int offset) {
        return offset >= Mpu.FIRST && offset <= Mpu.LAST;
    }

    /** As read from a Cortex-M4 and the three variants of a Cortex-M7 (DDI 0489 table 8-1). */
    private int featureRegister(int offset) {
        FpuKind kind = cpu.fpu.kind();
        boolean none = kind == FpuKind.NONE;
        return switch (offset) {
            case MVFR0 -> none ? 0 : kind == FpuKind.FPV5_D16 ? 0x10110221 : 0x10110021;
            case MVFR1 -> none ? 0 : kind == FpuKind.FPV5_D16 ? 0x12000011 : 0x11000011;
            default -> kind.compareTo(FpuKind.FPV5_SP_D16) >= 0 ? 0x40 : 0;
        };
    }

    private int readIcsr() {
        int pendSv = state.isPending(ExceptionUnit.PENDSV) ? 1 << 28 : 0;
        int sysTick = state.isPending(ExceptionUnit.SYSTICK) ? 1 << 26 : 0;
        return exceptions.current() | pendSv | sysTick;
    }

    private int readShcsr() {
        int value = state.isActive(ExceptionUnit.SVCALL) ? 1 << 7 : 0;
        for (int exception : SHCSR_ENABLES) {
            value |= state.isEnabled(exception) ? 1 << (exception + 12) : 0;
            value |= state.isActive(exception) ? 1 << (exception == 6 ? 3 : exception - 4) : 0;
        }
        return value;
    }

    private int readPriorities(int offset) {
        int first = 4 + offset - SHPR1;
        int word = 0;
        for (int at = 0; at < 4; at++) {
            word |= state.priority(first + at) << (8 * at);
        }
        return word;
    }

    @Override
    protected void writeWord(int offset, int value) {
        switch (offset) {
            case ICSR -> writeIcsr(value);
            case VTOR -> exceptions.vectorTable = value & ~0x7f;
            case AIRCR -> writeAircr(value);
            case CCR -> writeCcr(value);
            case SHCSR -> writeShcsr(value);
            case CFSR -> exceptions.cfsr &= ~value;
            case HFSR -> exceptions.hfsr &= ~value;
            case BFAR -> exceptions.bfar = value;
            case CPACR -> cpu.fpu.setCpacr(value);
            case FPCCR -> cpu.fpu.setFpccr(value);
            case FPCAR -> cpu.fpu.setFpcar(value);
            case FPDSCR -> cpu.fpu.setFpdscr(value);
            case STIR -> exceptions.pend(16 + (value & 0x1ff));
            default -> writeOther(offset, value);
        }
    }

    private void writeCcr(int value) {
        exceptions.ccr = value & 0x0007031b;
        cpu.bus.trapUnaligned((value & UNALIGN_TRP) != 0);
        cpu.attention();
    }

    private void writeOther(int offset, int value) {
        if (isMpu(offset)) {
            mpu.write(offset, value);
            return;
        }
        if (offset < SHPR1 || offset > SHPR3) {
            others.writeWord(offset, value);
            return;
        }
        for (int at = 0; at < 4; at++) {
            state.setPriority(4 + offset - SHPR1 + at, value >>> (8 * at) & 0xff);
        }
        exceptions.reconsider();
    }

    private void writeIcsr(int value) {
        pendOrClear(value, 28, ExceptionUnit.PENDSV);
        pendOrClear(value, 26, ExceptionUnit.SYSTICK);
        if ((value & 1 << 31) != 0) {
            exceptions.pend(ExceptionUnit.NMI);
        }
    }

    /** The bit below the one that pends is the one that clears. */
    private void pendOrClear(int value, int bit, int exception) {
        if ((value >>> bit & 1) != 0) {
            exceptions.pend(exception);
        }
        if ((value >>> (bit - 1) & 1) != 0) {
            state.unpend(exception);
        }
    }

    private void writeAircr(int value) {
        if (value >>> 16 != AIRCR_KEY) {
            return;
        }
        state.setPriorityGroup(value >>> 8);
        if ((value & SYSRESETREQ) != 0) {
            resetRequest.run();
        }
    }

    private void writeShcsr(int value) {
        for (int exception : SHCSR_ENABLES) {
            state.enable(exception, (value >>> (exception + 12) & 1) != 0);
        }
    }
}
