package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.util.List;

/** What no other row takes: a fault that names the bits. */
final class Undefined {
    private static final List<Encoding> ENCODINGS = List.of(
            Encoding.of("111j11iiiiiiiiiiiiiippppiiiiiiii", "coprocessor %p", Undefined::coprocessor),
            Encoding.of("iiiiiiiiiiiiiiii", "undefined", Undefined::undefined),
            Encoding.of("iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", "undefined", Undefined::undefined));

    private Undefined() {}

    static List<Encoding> encodings() {
        return ENCODINGS;
    }

    static boolean holds(Encoding encoding) {
        return ENCODINGS.contains(encoding);
    }

    private static void undefined(Cpu c, Insn i) {
        throw new Fault(FaultCause.UNDEFINSTR, i.address, i.halfwords() + " is no encoding that is known here");
    }

    /** Coprocessors 10 and 11 are the floating-point unit; all others are absent. */
    private static void coprocessor(Cpu c, Insn i) {
        boolean floatingPoint = (i.word >>> 9 & 7) == 5;
        if (!floatingPoint || c.fpu.kind() == FpuKind.NONE) {
            throw new Fault(FaultCause.NOCP, i.address, i.halfwords() + " needs a coprocessor that is absent");
        }
        c.fpu.use();
        undefined(c, i);
    }
}
