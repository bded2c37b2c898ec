package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.util.List;

/** Branches, IT, calls of the supervisor, and hints (A5.2.6, A5.2.7, A5.3.4). */
final class Branches {
    private Branches() {}

    static List<Encoding> encodings() {
        return List.of(
                Encoding.of("010001110mmmm000", "bx %m", Branches::bx),
                Encoding.of("010001111mmmm000", "blx %m", Branches::blx),
                Encoding.of("101100i1iiiiinnn", "cbz %n, 0x%x", Branches::cbz)
                        .immediate(fields -> fields.address() + 4 + 2 * fields.of('i')),
                Encoding.of("101110i1iiiiinnn", "cbnz %n, 0x%x", Branches::cbnz)
                        .immediate(fields -> fields.address() + 4 + 2 * fields.of('i')),
                Encoding.of("11011110iiiiiiii", "udf #%i", Branches::udf),
                Encoding.of("11011111iiiiiiii", "svc %i", Branches::svc),
                Encoding.of("1101cccciiiiiiii", "b%c 0x%x", Branches::bcond)
                        .immediate(fields -> Immediates.nearTarget(fields, 8)),
                Encoding.of("11100iiiiiiiiiii", "b 0x%x", Branches::b)
                        .immediate(fields -> Immediates.nearTarget(fields, 11)),
                Encoding.of("11110siiiiiiiiii11p1qiiiiiiiiiii", "bl 0x%x", Branches::bl)
                        .immediate(Immediates::farTarget),
                Encoding.of("11110siiiiiiiiii10p1qiiiiiiiiiii", "b.w 0x%x", Branches::b)
                        .immediate(Immediates::farTarget),
                Encoding.of("11110scccciiiiii10p0qiiiiiiiiiii", "b%c.w 0x%x", Branches::bcond)
                        .immediate(Immediates::middleTarget)
                        .when(fields -> fields.of('c') < 14),
                Encoding.of("111101111111jjjj1010iiiiiiiiiiii", "udf.w #%i", Branches::udf)
                        .immediate(Immediates::wide),
                Encoding.of("10111110iiiiiiii", "bkpt 0x%x", Branches::bkpt),
                Encoding.of("1011111100110000", "wfi", Branches::wfi),
                Encoding.of("10111111iiii0000", "nop {%i}", Branches::nop),
                Encoding.of("10111111cccciiii", "it%T %c", Branches::it),
                Encoding.of("11110011101011111000000000000011", "wfi.w", Branches::wfi),
                Encoding.of("111100111010111110000000iiiiiiii", "nop.w {%i}", Branches::nop),
                Encoding.of("11110011101111111000111100101111", "clrex", Branches::clrex),
                Encoding.of("1111001110111111100011110100iiii", "dsb #%i", Branches::nop),
                Encoding.of("1111001110111111100011110101iiii", "dmb #%i", Branches::nop),
                Encoding.of("1111001110111111100011110110iiii", "isb #%i", Branches::nop));
    }

    /** Hints, barriers and preloads do nothing in a processor that does one thing after another. */
    static void nop(Cpu c, Insn i) {}

    private static void b(Cpu c, Insn i) {
        c.pc = i.imm;
    }

    private static void bcond(Cpu c, Insn i) {
        if (c.passes(i.condition)) {
            c.pc = i.imm;
        }
    }

    private static void cbz(Cpu c, Insn i) {
        if (c.r[i.n] == 0) {
            c.pc = i.imm;
        }
    }

    private static void cbnz(Cpu c, Insn i) {
        if (c.r[i.n] != 0) {
            c.pc = i.imm;
        }
    }

    private static void bl(Cpu c, Insn i) {
        c.r[Cpu.LR] = i.next | 1;
        c.pc = i.imm;
    }

    private static void bx(Cpu c, Insn i) {
        c.interwork(Shifter.operand(c, i));
    }

    private static void blx(Cpu c, Insn i) {
        int target = Shifter.operand(c, i);
        c.r[Cpu.LR] = i.next | 1;
        c.interwork(target);
    }

    private static void it(Cpu c, Insn i) {
        c.itState = i.word & 0xff;
        c.attention();
    }

    private static void svc(Cpu c, Insn i) {
        c.exceptions.callSupervisor();
    }

    private static void bkpt(Cpu c, Insn i) {
        throw new BreakpointHit(i.address, i.imm);
    }

    private static void udf(Cpu c, Insn i) {
        throw new Fault(FaultCause.UNDEFINSTR, i.address, i.toString());
    }

    private static void wfi(Cpu c, Insn i) {
        c.sleeping = !c.exceptions.wouldWake();
        c.attention();
    }

    private static void clrex(Cpu c, Insn i) {
        c.exclusive = false;
    }
}
