package dev.tinyrig.sim.translate;

import static java.util.Map.entry;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Shifter;
import java.util.Map;

/** Moves, arithmetic, logic and shifts. */
final class ArithmeticEmissions {
    private ArithmeticEmissions() {}

    static Map<String, Emission> all() {
        return Map.ofEntries(
                entry("mov", ArithmeticEmissions::mov),
                entry("movw", ArithmeticEmissions::mov),
                entry("adr", ArithmeticEmissions::mov),
                entry("movt", ArithmeticEmissions::movt),
                entry(
                        "mvn",
                        (g, f, i) ->
                                logical(g, f, i, () -> g.operand(i).constant(-1).op(Op.IXOR))),
                entry(
                        "and",
                        (g, f, i) ->
                                logical(g, f, i, () -> g.get(i.n).operand(i).op(Op.IAND))),
                entry(
                        "orr",
                        (g, f, i) ->
                                logical(g, f, i, () -> g.get(i.n).operand(i).op(Op.IOR))),
                entry(
                        "eor",
                        (g, f, i) ->
                                logical(g, f, i, () -> g.get(i.n).operand(i).op(Op.IXOR))),
                entry("bic", (g, f, i) -> logical(g, f, i, () -> inverted(g, i).op(Op.IAND))),
                entry("orn", (g, f, i) -> logical(g, f, i, () -> inverted(g, i).op(Op.IOR))),
                entry("tst", (g, f, i) -> test(g, f, i, Op.IAND)),
                entry("teq", (g, f, i) -> test(g, f, i, Op.IXOR)),
                entry("cmp", (g, f, i) -> compare(g, f, i, Flags.OF_DIFFERENCE)),
                entry("cmn", (g, f, i) -> compare(g, f, i, Flags.OF_SUM)),
                entry("add", ArithmeticEmissions::add),
                entry("addw", ArithmeticEmissions::add),
                entry("subw", ArithmeticEmissions::add),
                entry("sub", ArithmeticEmissions::sub),
                entry("rsb", ArithmeticEmissions::rsb),
                entry("adc", (g, f, i) -> withCarry(g, f, i, false)),
                entry("sbc", (g, f, i) -> withCarry(g, f, i, true)),
                entry("lsl", (g, f, i) -> shift(g, f, i, Shifter.LSL)),
                entry("lsr", (g, f, i) -> shift(g, f, i, Shifter.LSR)),
                entry("asr", (g, f, i) -> shift(g, f, i, Shifter.ASR)),
                entry("ror", (g, f, i) -> shift(g, f, i, Shifter.ROR)));
    }

    private static void mov(Guest g, Flags f, Insn i) {
        if (i.encoding.text().startsWith("mov sp")) {
            g.operand(i).constant(~3).op(Op.IAND).set(Cpu.SP);
        } else {
            logical(g, f, i, () -> g.operand(i));
        }
    }

    private static void movt(Guest g, Flags f, Insn i) {
        g.get(i.d).constant(0xffff).op(Op.IAND);
        g.constant(i.imm << 16).op(Op.IOR).set(i.d);
    }

    private static Guest inverted(Guest g, Insn i) {
        return g.get(i.n).operand(i).constant(-1).op(Op.IXOR);
    }

    /** A result that the operation pushes, with N, Z and the carry of its operand. */
    private static void logical(Guest g, Flags f, Insn i, Runnable operation) {
        operation.run();
        if (i.setsFlags) {
            g.keep(Guest.VALUE);
            f.setCarry(i);
            g.kept(Guest.VALUE).set(i.d);
            f.setNz(i.d);
        } else {
            g.set(i.d);
        }
    }

    private static void test(Guest g, Flags f, Insn i, int operation) {
        g.get(i.n).operand(i).op(operation);
        f.popNz();
        f.setCarry(i);
    }

    private static void compare(Guest g, Flags f, Insn i, int kind) {
        g.get(i.n).keep(Guest.VALUE).operand(i).keep(Guest.OTHER);
        f.setAll(kind);
        g.op(Op.POP);
    }

    private static void add(Guest g, Flags f, Insn i) {
        String text = i.encoding.text();
        if (text.startsWith("add sp, %m")) {
            g.get(Cpu.SP).operand(i).op(Op.IADD).constant(~3).op(Op.IAND).set(Cpu.SP);
        } else if (text.startsWith("add sp")) {
            g.get(Cpu.SP).constant(i.imm).op(Op.IADD).set(Cpu.SP);
        } else if (text.contains("sp,")) {
            g.get(Cpu.SP).constant(i.imm).op(Op.IADD).set(i.d);
        } else {
            arithmetic(g, f, i, Flags.OF_SUM);
        }
    }

    private static void sub(Guest g, Flags f, Insn i) {
        if (i.encoding.text().startsWith("sub sp")) {
            g.get(Cpu.SP).constant(i.imm).op(Op.ISUB).set(Cpu.SP);
        } else {
            arithmetic(g, f, i, Flags.OF_DIFFERENCE);
        }
    }

    private static void arithmetic(Guest g, Flags f, Insn i, int kind) {
        if (i.setsFlags) {
            g.get(i.n).keep(Guest.VALUE).operand(i).keep(Guest.OTHER);
            f.setAll(kind);
        } else {
            g.get(i.n).operand(i).op(kind == Flags.OF_SUM ? Op.IADD : Op.ISUB);
        }
        g.set(i.d);
    }

    private static void rsb(Guest g, Flags f, Insn i) {
        if (i.setsFlags) {
            g.operand(i).keep(Guest.VALUE).get(i.n).keep(Guest.OTHER);
            f.setAll(Flags.OF_DIFFERENCE);
        } else {
            g.operand(i).get(i.n).op(Op.ISUB);
        }
        g.set(i.d);
    }

    private static void withCarry(Guest g, Flags f, Insn i, boolean inverts) {
        g.get(i.n).keep(Guest.VALUE).operand(i).constant(inverts ? -1 : 0).op(Op.IXOR);
        g.keep(Guest.OTHER);
        if (i.setsFlags) {
            f.setAllWithCarry();
        } else {
            f.needCarry();
            g.kept(Guest.VALUE).kept(Guest.OTHER).op(Op.IADD).kept(Guest.C).op(Op.IADD);
        }
        g.set(i.d);
    }

    private static void shift(Guest g, Flags f, Insn i, int type) {
        if (!Flags.byRegister(i)) {
            logical(g, f, i, () -> g.operand(i));
            return;
        }
        g.get(i.n).keep(Guest.VALUE).get(i.m).constant(0xff).op(Op.IAND).keep(Guest.OTHER);
        if (i.setsFlags) {
            f.setCarryOfShift(type);
        }
        g.kept(Guest.VALUE).constant(type).kept(Guest.OTHER).constant(0);
        g.code.invokeStatic(Guest.SHIFTER, "shift", "(IIII)I");
        g.set(i.d);
        if (i.setsFlags) {
            f.setNz(i.d);
        }
    }
}
