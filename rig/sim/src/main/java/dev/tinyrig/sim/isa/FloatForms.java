package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.Fpu;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.floating.FloatStatus;
import java.util.List;

/** Makes rows for both precisions from operations on bits; the letter z in a pattern is the precision. */
final class FloatForms {
    /** From the old value of Sd and from Sn and Sm, the new value of Sd. */
    @FunctionalInterface
    interface Single {
        int of(FloatStatus status, int d, int n, int m);
    }

    /** The same for Dd. */
    @FunctionalInterface
    interface Wide {
        long of(FloatStatus status, long d, long n, long m);
    }

    /** The instruction set generation that has the single form; doubles always need the whole of FPv5. */
    private final FpuKind since;

    private final List<Encoding> rows;

    FloatForms(List<Encoding> rows, FpuKind since) {
        this.rows = rows;
        this.since = since;
    }

    /** An operation on two operands. */
    void binary(String bits, String name, Single single, Wide wide) {
        add(bits, name, " %F, %G, %H", " %D, %N, %M", ofSingle(single), ofDouble(wide));
    }

    /** An operation on one operand. */
    void unary(String bits, String name, Single single, Wide wide) {
        add(bits, name, " %F, %H", " %D, %M", ofSingle(single), ofDouble(wide));
    }

    /** Any operation whose precision is the letter z. */
    void add(String bits, String name, String singles, String doubles, Semantics single, Semantics wide) {
        rows.add(Encoding.of(bits.replace('z', '0'), name + ".f32" + singles, single)
                .on(since));
        rows.add(Encoding.of(bits.replace('z', '1'), name + ".f64" + doubles, wide)
                .on(FpuKind.FPV5_D16));
    }

    private static Semantics ofSingle(Single operation) {
        return (c, i) -> {
            Fpu fpu = used(c);
            fpu.s[i.d] = operation.of(fpu.status, fpu.s[i.d], s(fpu, i.n), s(fpu, i.m));
        };
    }

    private static Semantics ofDouble(Wide operation) {
        return (c, i) -> {
            Fpu fpu = used(c);
            fpu.setD(i.d, operation.of(fpu.status, fpu.d(i.d), d(fpu, i.n), d(fpu, i.m)));
        };
    }

    /** An operand that a row lacks reads as anything; the operation ignores it. */
    private static int s(Fpu fpu, int register) {
        return fpu.s[register & 31];
    }

    private static long d(Fpu fpu, int register) {
        return fpu.d(register & 15);
    }

    static Fpu used(Cpu c) {
        c.fpu.use();
        return c.fpu;
    }
}
