package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.util.List;

/** MRS, MSR and CPS: access to what is not a core register (B5.2). */
final class SystemRegisters {
    private SystemRegisters() {}

    static List<Encoding> encodings() {
        return List.of(
                Encoding.of("10110110011j00ii", "cps {%j, %i}", SystemRegisters::cps)
                        .immediate(fields -> fields.of('j') << 2 | fields.of('i')),
                Encoding.of("11110011111011111000ddddiiiiiiii", "mrs %d, {%i}", SystemRegisters::mrs),
                Encoding.of("111100111000nnnn1000jj00iiiiiiii", "msr {%i}, %n", SystemRegisters::msr)
                        .immediate(fields -> fields.of('j') << 10 | fields.of('i')));
    }

    private static void cps(Cpu c, Insn i) {
        if (!c.isPrivileged()) {
            return;
        }
        boolean mask = (i.imm & 4) != 0;
        if ((i.imm & 2) != 0) {
            c.primask = mask;
        }
        if ((i.imm & 1) != 0) {
            c.faultmask = mask;
        }
        c.attention();
    }

    private static void mrs(Cpu c, Insn i) {
        c.r[i.d] = switch (i.imm) {
            case 0, 1, 2, 3 -> (c.apsr() & 0xf80f0000) | ((i.imm & 1) != 0 ? c.exceptions.current() : 0);
            case 5, 7 -> c.exceptions.current();
            case 6 -> 0;
            case 8 -> c.msp();
            case 9 -> c.psp();
            case 16 -> c.primask ? 1 : 0;
            case 17, 18 -> c.basepri;
            case 19 -> c.faultmask ? 1 : 0;
            case 20 -> c.control | (c.fpu.contextActive() ? 4 : 0);
            default -> throw unknown(i);
        };
    }

    private static void msr(Cpu c, Insn i) {
        int value = c.r[i.n];
        int register = i.imm & 0xff;
        if (register <= 3) {
            writeApsr(c, i, value);
        } else if (register <= 7) {
            return;
        } else if (c.isPrivileged()) {
            write(c, i, register, value);
            c.attention();
        }
    }

    /** The mask field says whether NZCVQ, GE or both are written. */
    private static void writeApsr(Cpu c, Insn i, int value) {
        if ((i.imm & 0x800) != 0) {
            c.setNzcvq(value);
        }
        if ((i.imm & 0x400) != 0) {
            c.setGe(value);
        }
    }

    private static void write(Cpu c, Insn i, int register, int value) {
        switch (register) {
            case 8 -> c.setMsp(value);
            case 9 -> c.setPsp(value);
            case 16 -> c.primask = (value & 1) != 0;
            case 17 -> c.basepri = value & 0xf0;
            case 18 -> raiseBasepri(c, value & 0xf0);
            case 19 -> c.faultmask = (value & 1) != 0;
            case 20 -> c.setControl(value);
            default -> throw unknown(i);
        }
    }

    private static void raiseBasepri(Cpu c, int value) {
        if (value != 0 && (c.basepri == 0 || value < c.basepri)) {
            c.basepri = value;
        }
    }

    private static Fault unknown(Insn i) {
        return new Fault(FaultCause.UNDEFINSTR, i.address, i + ": no such special register");
    }
}
