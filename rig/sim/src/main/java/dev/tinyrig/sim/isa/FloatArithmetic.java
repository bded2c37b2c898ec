package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.Fpu;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.floating.Doubles;
import dev.tinyrig.sim.floating.Singles;
import java.util.ArrayList;
import java.util.List;

/** Floating-point arithmetic, comparison, selection and moves between its registers (A6.4). */
final class FloatArithmetic {
    private static final int SIGN = 0x80000000;
    private static final long WIDE_SIGN = Long.MIN_VALUE;
    /** The conditions that VSEL can test, in the order of its field. */
    private static final int[] SELECTABLE = {0, 6, 10, 12};

    private static final String[] SELECTABLE_NAMES = {"eq", "vs", "ge", "gt"};

    private FloatArithmetic() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>();
        FloatForms fpv4 = new FloatForms(rows, FpuKind.FPV4_SP_D16);
        addSums(fpv4);
        addChained(fpv4);
        addFused(fpv4);
        addMoves(fpv4);
        addComparisons(fpv4);
        FloatForms fpv5 = new FloatForms(rows, FpuKind.FPV5_SP_D16);
        addExtremes(fpv5);
        addSelections(fpv5);
        return rows;
    }

    private static void addSums(FloatForms forms) {
        forms.binary(
                "111011100D11nnnndddd101zN0M0mmmm",
                "vadd",
                (st, d, n, m) -> Singles.add(st, n, m),
                (st, d, n, m) -> Doubles.add(st, n, m));
        forms.binary(
                "111011100D11nnnndddd101zN1M0mmmm",
                "vsub",
                (st, d, n, m) -> Singles.subtract(st, n, m),
                (st, d, n, m) -> Doubles.subtract(st, n, m));
        forms.binary(
                "111011100D10nnnndddd101zN0M0mmmm",
                "vmul",
                (st, d, n, m) -> Singles.multiply(st, n, m),
                (st, d, n, m) -> Doubles.multiply(st, n, m));
        forms.binary(
                "111011100D10nnnndddd101zN1M0mmmm",
                "vnmul",
                (st, d, n, m) -> Singles.multiply(st, n, m) ^ SIGN,
                (st, d, n, m) -> Doubles.multiply(st, n, m) ^ WIDE_SIGN);
        forms.binary(
                "111011101D00nnnndddd101zN0M0mmmm",
                "vdiv",
                (st, d, n, m) -> Singles.divide(st, n, m),
                (st, d, n, m) -> Doubles.divide(st, n, m));
        forms.unary(
                "111011101D110001dddd101z11M0mmmm",
                "vsqrt",
                (st, d, n, m) -> Singles.squareRoot(st, m),
                (st, d, n, m) -> Doubles.squareRoot(st, m));
    }

    /** Multiply and accumulate with two roundings. */
    private static void addChained(FloatForms forms) {
        forms.binary(
                "111011100D00nnnndddd101zN0M0mmmm",
                "vmla",
                (st, d, n, m) -> Singles.add(st, d, Singles.multiply(st, n, m)),
                (st, d, n, m) -> Doubles.add(st, d, Doubles.multiply(st, n, m)));
        forms.binary(
                "111011100D00nnnndddd101zN1M0mmmm",
                "vmls",
                (st, d, n, m) -> Singles.add(st, d, Singles.multiply(st, n, m) ^ SIGN),
                (st, d, n, m) -> Doubles.add(st, d, Doubles.multiply(st, n, m) ^ WIDE_SIGN));
        forms.binary(
                "111011100D01nnnndddd101zN0M0mmmm",
                "vnmls",
                (st, d, n, m) -> Singles.add(st, d ^ SIGN, Singles.multiply(st, n, m)),
                (st, d, n, m) -> Doubles.add(st, d ^ WIDE_SIGN, Doubles.multiply(st, n, m)));
        forms.binary(
                "111011100D01nnnndddd101zN1M0mmmm",
                "vnmla",
                (st, d, n, m) -> Singles.add(st, d ^ SIGN, Singles.multiply(st, n, m) ^ SIGN),
                (st, d, n, m) -> Doubles.add(st, d ^ WIDE_SIGN, Doubles.multiply(st, n, m) ^ WIDE_SIGN));
    }

    /** Multiply and accumulate with one rounding. */
    private static void addFused(FloatForms forms) {
        forms.binary("111011101D10nnnndddd101zN0M0mmmm", "vfma", Singles::multiplyAdd, Doubles::multiplyAdd);
        forms.binary(
                "111011101D10nnnndddd101zN1M0mmmm",
                "vfms",
                (st, d, n, m) -> Singles.multiplyAdd(st, d, n ^ SIGN, m),
                (st, d, n, m) -> Doubles.multiplyAdd(st, d, n ^ WIDE_SIGN, m));
        forms.binary(
                "111011101D01nnnndddd101zN0M0mmmm",
                "vfnms",
                (st, d, n, m) -> Singles.multiplyAdd(st, d ^ SIGN, n, m),
                (st, d, n, m) -> Doubles.multiplyAdd(st, d ^ WIDE_SIGN, n, m));
        forms.binary(
                "111011101D01nnnndddd101zN1M0mmmm",
                "vfnma",
                (st, d, n, m) -> Singles.multiplyAdd(st, d ^ SIGN, n ^ SIGN, m),
                (st, d, n, m) -> Doubles.multiplyAdd(st, d ^ WIDE_SIGN, n ^ WIDE_SIGN, m));
    }

    private static void addMoves(FloatForms forms) {
        forms.unary("111011101D110000dddd101z01M0mmmm", "vmov", (st, d, n, m) -> m, (st, d, n, m) -> m);
        forms.unary(
                "111011101D110000dddd101z11M0mmmm",
                "vabs",
                (st, d, n, m) -> m & ~SIGN,
                (st, d, n, m) -> m & ~WIDE_SIGN);
        forms.unary(
                "111011101D110001dddd101z01M0mmmm", "vneg", (st, d, n, m) -> m ^ SIGN, (st, d, n, m) -> m ^ WIDE_SIGN);
    }

    private static void addComparisons(FloatForms forms) {
        for (int raising = 0; raising <= 1; raising++) {
            boolean quiet = raising == 0;
            String name = quiet ? "vcmp" : "vcmpe";
            String mode = quiet ? "0" : "1";
            forms.add(
                    "111011101D110100dddd101z" + mode + "1M0mmmm",
                    name,
                    " %F, %H",
                    " %D, %M",
                    (c, i) -> compareSingles(FloatForms.used(c), i.d, c.fpu.s[i.m], quiet),
                    (c, i) -> compareDoubles(FloatForms.used(c), i.d, c.fpu.d(i.m), quiet));
            forms.add(
                    "111011101D110101dddd101z" + mode + "1000000",
                    name,
                    " %F, #0.0",
                    " %D, #0.0",
                    (c, i) -> compareSingles(FloatForms.used(c), i.d, 0, quiet),
                    (c, i) -> compareDoubles(FloatForms.used(c), i.d, 0, quiet));
        }
    }

    private static void compareSingles(Fpu fpu, int register, int other, boolean quiet) {
        fpu.status.setConditions(Singles.compare(fpu.status, fpu.s[register], other, quiet));
    }

    private static void compareDoubles(Fpu fpu, int register, long other, boolean quiet) {
        fpu.status.setConditions(Doubles.compare(fpu.status, fpu.d(register), other, quiet));
    }

    private static void addExtremes(FloatForms forms) {
        forms.binary(
                "111111101D00nnnndddd101zN0M0mmmm",
                "vmaxnm",
                (st, d, n, m) -> Singles.extreme(st, n, m, true),
                (st, d, n, m) -> Doubles.extreme(st, n, m, true));
        forms.binary(
                "111111101D00nnnndddd101zN1M0mmmm",
                "vminnm",
                (st, d, n, m) -> Singles.extreme(st, n, m, false),
                (st, d, n, m) -> Doubles.extreme(st, n, m, false));
    }

    private static void addSelections(FloatForms forms) {
        for (int field = 0; field < SELECTABLE.length; field++) {
            int condition = SELECTABLE[field];
            String bits = "" + (field >> 1) + (field & 1);
            forms.add(
                    "111111100D" + bits + "nnnndddd101zN0M0mmmm",
                    "vsel" + SELECTABLE_NAMES[field],
                    " %F, %G, %H",
                    " %D, %N, %M",
                    (c, i) -> FloatForms.used(c).s[i.d] = c.fpu.s[selected(c, i, condition)],
                    (c, i) -> FloatForms.used(c).setD(i.d, c.fpu.d(selected(c, i, condition))));
        }
    }

    private static int selected(Cpu c, Insn i, int condition) {
        return c.passes(condition) ? i.n : i.m;
    }
}
