package dev.tinyrig.sim.translate;

import static java.util.Map.entry;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.Map;

/** Bit fields, extension, packing, reversal and saturation. */
final class BitEmissions {
    private static final String INTEGER = "java/lang/Integer";

    private BitEmissions() {}

    static Map<String, Emission> all() {
        return Map.ofEntries(
                entry("bfc", BitEmissions::insert),
                entry("bfi", BitEmissions::insert),
                entry("sbfx", (g, f, i) -> extract(g, i, Op.ISHR)),
                entry("ubfx", (g, f, i) -> extract(g, i, Op.IUSHR)),
                entry("sxtb", (g, f, i) -> extended(g, i, () -> g.op(Op.I2B))),
                entry("sxth", (g, f, i) -> extended(g, i, () -> g.op(Op.I2S))),
                entry("uxtb", (g, f, i) -> extended(g, i, () -> g.constant(0xff).op(Op.IAND))),
                entry(
                        "uxth",
                        (g, f, i) -> extended(g, i, () -> g.constant(0xffff).op(Op.IAND))),
                entry("sxtab", (g, f, i) -> extended(g, i, () -> g.op(Op.I2B))),
                entry("sxtah", (g, f, i) -> extended(g, i, () -> g.op(Op.I2S))),
                entry(
                        "uxtab",
                        (g, f, i) -> extended(g, i, () -> g.constant(0xff).op(Op.IAND))),
                entry(
                        "uxtah",
                        (g, f, i) -> extended(g, i, () -> g.constant(0xffff).op(Op.IAND))),
                entry("sxtb16", BitEmissions::sxtb16),
                entry(
                        "uxtb16",
                        (g, f, i) ->
                                rotated(g, i).constant(0x00ff00ff).op(Op.IAND).set(i.d)),
                entry("rev", (g, f, i) -> call(g, i, "reverseBytes")),
                entry("rbit", (g, f, i) -> call(g, i, "reverse")),
                entry("clz", (g, f, i) -> call(g, i, "numberOfLeadingZeros")),
                entry("pkhbt", BitEmissions::pkhbt),
                entry("pkhtb", BitEmissions::pkhtb),
                entry("ssat", (g, f, i) -> saturate(g, i, -1 << (i.imm - 1), (1 << (i.imm - 1)) - 1)),
                entry("usat", (g, f, i) -> saturate(g, i, 0, (1 << i.imm) - 1)));
    }

    private static void insert(Guest g, Flags f, Insn i) {
        int mask = -1 >>> (32 - i.imm) << i.amount;
        g.get(i.d).constant(~mask).op(Op.IAND);
        g.get(i.n)
                .constant(i.amount)
                .op(Op.ISHL)
                .constant(mask)
                .op(Op.IAND)
                .op(Op.IOR)
                .set(i.d);
    }

    private static void extract(Guest g, Insn i, int shiftDown) {
        int above = 32 - i.imm - i.amount;
        g.get(i.n).constant(above).op(Op.ISHL);
        g.constant(above + i.amount).op(shiftDown).set(i.d);
    }

    private static Guest rotated(Guest g, Insn i) {
        g.get(i.m);
        return i.imm == 0 ? g : g.constant(i.imm).rotated();
    }

    /** Rm rotated and extended, added to Rn if there is one. */
    private static void extended(Guest g, Insn i, Runnable extension) {
        rotated(g, i);
        extension.run();
        if (i.n != Cpu.ZERO) {
            g.get(i.n).op(Op.IADD);
        }
        g.set(i.d);
    }

    private static void sxtb16(Guest g, Flags f, Insn i) {
        rotated(g, i).keep(Guest.VALUE);
        g.kept(Guest.VALUE).op(Op.I2B).constant(0xffff).op(Op.IAND);
        g.kept(Guest.VALUE).constant(8).op(Op.ISHL).constant(24).op(Op.ISHR);
        g.constant(16).op(Op.ISHL).op(Op.IOR).set(i.d);
    }

    private static void call(Guest g, Insn i, String method) {
        g.get(i.m).code.invokeStatic(INTEGER, method, "(I)I");
        g.set(i.d);
    }

    private static void pkhbt(Guest g, Flags f, Insn i) {
        g.get(i.n).constant(0xffff).op(Op.IAND);
        g.get(i.m).constant(i.amount).op(Op.ISHL).constant(0xffff0000).op(Op.IAND);
        g.op(Op.IOR).set(i.d);
    }

    private static void pkhtb(Guest g, Flags f, Insn i) {
        g.get(i.n).constant(0xffff0000).op(Op.IAND);
        g.get(i.m).constant(Math.min(i.amount, 31)).op(Op.ISHR).constant(0xffff).op(Op.IAND);
        g.op(Op.IOR).set(i.d);
    }

    /** Between two limits, with Q set if something was lost. */
    private static void saturate(Guest g, Insn i, int low, int high) {
        Bytecode code = g.code;
        Label above = code.label();
        Label below = code.label();
        Label done = code.label();
        g.get(i.n).shifted(i.shift, i.amount).keep(Guest.VALUE);
        g.kept(Guest.VALUE).constant(high);
        code.jump(Op.IF_ICMPGT, above);
        g.kept(Guest.VALUE).constant(low);
        code.jump(Op.IF_ICMPLT, below);
        code.place(done);
        g.kept(Guest.VALUE).set(i.d);
        g.rarely(() -> lost(g, above, high, done));
        g.rarely(() -> lost(g, below, low, done));
    }

    private static void lost(Guest g, Label here, int limit, Label done) {
        g.code.place(here);
        g.constant(limit).keep(Guest.VALUE);
        g.code.aload(Guest.PROCESSOR).constant(1).putField(Guest.CPU, "qf", "I");
        g.code.jump(Op.GOTO, done);
    }
}
