package dev.tinyrig.sim.translate;

import static java.util.Map.entry;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.Map;

/** Multiplication, multiplication with accumulation, and division. */
final class ProductEmissions {
    private static final String SELF = "dev/tinyrig/sim/translate/ProductEmissions";
    private static final long LOW_WORD = 0xffffffffL;

    private ProductEmissions() {}

    static Map<String, Emission> all() {
        return Map.ofEntries(
                entry("mul", ProductEmissions::mul),
                entry("mla", (g, f, i) -> product(g.get(i.a), i).op(Op.IADD).set(i.d)),
                entry("mls", (g, f, i) -> product(g.get(i.a), i).op(Op.ISUB).set(i.d)),
                entry("smulbb", (g, f, i) -> halves(g, i, false, false)),
                entry("smulbt", (g, f, i) -> halves(g, i, false, true)),
                entry("smultb", (g, f, i) -> halves(g, i, true, false)),
                entry("smultt", (g, f, i) -> halves(g, i, true, true)),
                entry("smlabb", (g, f, i) -> halves(g, i, false, false)),
                entry("smlabt", (g, f, i) -> halves(g, i, false, true)),
                entry("smlatb", (g, f, i) -> halves(g, i, true, false)),
                entry("smlatt", (g, f, i) -> halves(g, i, true, true)),
                entry("smuad", (g, f, i) -> dual(g, i, Op.LADD, false)),
                entry("smlad", (g, f, i) -> dual(g, i, Op.LADD, false)),
                entry("smuadx", (g, f, i) -> dual(g, i, Op.LADD, true)),
                entry("smladx", (g, f, i) -> dual(g, i, Op.LADD, true)),
                entry("smusd", (g, f, i) -> dual(g, i, Op.LSUB, false)),
                entry("smlsd", (g, f, i) -> dual(g, i, Op.LSUB, false)),
                entry("smmul", (g, f, i) -> upper(longProduct(g, i), i, false)),
                entry("smmulr", (g, f, i) -> upper(longProduct(g, i), i, true)),
                entry("smmla", (g, f, i) -> upperSum(g, i, Op.LADD, false)),
                entry("smmlar", (g, f, i) -> upperSum(g, i, Op.LADD, true)),
                entry("smmls", (g, f, i) -> upperSum(g, i, Op.LSUB, false)),
                entry("smmlsr", (g, f, i) -> upperSum(g, i, Op.LSUB, true)),
                entry("smull", (g, f, i) -> longProduct(g, i, "signed", false)),
                entry("umull", (g, f, i) -> longProduct(g, i, "unsigned", false)),
                entry("smlal", (g, f, i) -> longProduct(g, i, "signed", true)),
                entry("umlal", (g, f, i) -> longProduct(g, i, "unsigned", true)),
                entry("sdiv", (g, f, i) -> divide(g, i, true)),
                entry("udiv", (g, f, i) -> divide(g, i, false)));
    }

    private static Guest product(Guest g, Insn i) {
        return g.get(i.n).get(i.m).op(Op.IMUL);
    }

    private static void mul(Guest g, Flags f, Insn i) {
        product(g, i).set(i.d);
        if (i.setsFlags) {
            f.setNz(i.d);
        }
    }

    private static Guest half(Guest g, int register, boolean top) {
        g.get(register);
        return top ? g.constant(16).op(Op.ISHR) : g.op(Op.I2S);
    }

    private static void halves(Guest g, Insn i, boolean topOfN, boolean topOfM) {
        half(g, i.n, topOfN);
        half(g, i.m, topOfM).op(Op.IMUL);
        if (i.a == Cpu.ZERO) {
            g.set(i.d);
        } else {
            g.op(Op.I2L).get(i.a).op(Op.I2L).op(Op.LADD);
            accumulated(g, i);
        }
    }

    private static void dual(Guest g, Insn i, int operation, boolean exchanged) {
        half(g, i.n, false);
        half(g, i.m, exchanged).op(Op.IMUL).op(Op.I2L);
        half(g, i.n, true);
        half(g, i.m, !exchanged).op(Op.IMUL).op(Op.I2L).op(operation);
        if (i.a != Cpu.ZERO) {
            g.get(i.a).op(Op.I2L).op(Op.LADD);
        }
        accumulated(g, i);
    }

    /** Wraps the long on the stack into Rd, and sets Q if that lost something. */
    private static void accumulated(Guest g, Insn i) {
        Bytecode code = g.code;
        Label lost = code.label();
        Label done = code.label();
        code.op(Op.DUP2).op(Op.L2I);
        g.keep(Guest.VALUE).kept(Guest.VALUE).op(Op.I2L).op(Op.LCMP);
        code.jump(Op.IFNE, lost);
        code.place(done);
        g.kept(Guest.VALUE).set(i.d);
        g.rarely(() -> {
            code.place(lost).aload(Guest.PROCESSOR).constant(1).putField(Guest.CPU, "qf", "I");
            code.jump(Op.GOTO, done);
        });
    }

    private static Guest longProduct(Guest g, Insn i) {
        return g.get(i.n).op(Op.I2L).get(i.m).op(Op.I2L).op(Op.LMUL);
    }

    /** The addend counts in the upper word. */
    private static void upperSum(Guest g, Insn i, int operation, boolean rounds) {
        g.get(i.a).op(Op.I2L).constant(32).op(Op.LSHL);
        upper(longProduct(g, i).op(operation), i, rounds);
    }

    /** The upper word of the long on the stack. */
    private static void upper(Guest g, Insn i, boolean rounds) {
        if (rounds) {
            g.constant(1).op(Op.I2L).constant(31).op(Op.LSHL).op(Op.LADD);
        }
        g.constant(32).op(Op.LSHR).op(Op.L2I).set(i.d);
    }

    /** RdLo is d and RdHi is a. */
    private static void longProduct(Guest g, Insn i, String kind, boolean adds) {
        Bytecode code = g.code;
        g.get(i.n).get(i.m);
        code.invokeStatic(SELF, kind + "Product", "(II)J");
        if (adds) {
            g.get(i.d).get(i.a);
            code.invokeStatic(SELF, "pair", "(II)J").op(Op.LADD);
        }
        code.op(Op.DUP2).op(Op.L2I);
        g.set(i.d).constant(32).op(Op.LUSHR).op(Op.L2I).set(i.a);
    }

    static long signedProduct(int n, int m) {
        return (long) n * m;
    }

    static long unsignedProduct(int n, int m) {
        return (n & LOW_WORD) * (m & LOW_WORD);
    }

    static long pair(int low, int high) {
        return (long) high << 32 | (low & LOW_WORD);
    }

    /** Division by 0 is for the interpreter, which knows whether it traps. */
    private static void divide(Guest g, Insn i, boolean signed) {
        g.get(i.m);
        g.code.jump(Op.IFEQ, g.interpreted());
        g.get(i.n).get(i.m);
        if (signed) {
            g.op(Op.IDIV);
        } else {
            g.code.invokeStatic("java/lang/Integer", "divideUnsigned", "(II)I");
        }
        g.set(i.d);
    }
}
