package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Shifter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How each instruction is translated, by its mnemonic; what has no emission here is for the interpreter. */
final class Emissions {
    private static final Map<String, Emission> NATIVE = all();

    /** Their semantics touch no PC, no flags but Q and GE, and cannot fault. */
    private static final Set<Kind> HANDED_BACK = EnumSet.of(Kind.DSP, Kind.SATURATION, Kind.MAC, Kind.LONG_MAC);

    private static final Set<Kind> ON_FLOATS =
            EnumSet.of(Kind.FLOAT_SUM, Kind.FLOAT_CHAINED, Kind.FLOAT_FUSED, Kind.FLOAT_DIVISION);

    private Emissions() {}

    private static Map<String, Emission> all() {
        Map<String, Emission> all = new HashMap<>();
        all.putAll(ArithmeticEmissions.all());
        all.putAll(BitEmissions.all());
        all.putAll(ProductEmissions.all());
        all.putAll(MemoryEmissions.all());
        all.putAll(BlockEmissions.all());
        all.putAll(FloatEmissions.all());
        return Map.copyOf(all);
    }

    /** Whether an instruction that is no branch can be translated. */
    static boolean handle(Insn insn) {
        Kind kind = insn.traits().kind;
        String name = Names.of(insn);
        if (insn.shift == Shifter.RRX || name.startsWith("vsel")) {
            return false;
        }
        return NATIVE.containsKey(name)
                || HANDED_BACK.contains(kind)
                || ON_FLOATS.contains(kind)
                || kind == Kind.FLOAT_MOVE
                || isNothing(kind, name);
    }

    private static boolean isNothing(Kind kind, String name) {
        return kind == Kind.IT || kind == Kind.HINT || Names.isBarrier(name);
    }

    static void emit(Guest guest, Flags flags, Insn insn) {
        Kind kind = insn.traits().kind;
        String name = Names.of(insn);
        Emission known = NATIVE.get(name);
        if (known != null) {
            known.emit(guest, flags, insn);
        } else if (kind == Kind.FLOAT_MOVE) {
            FloatEmissions.move(guest, flags, insn);
        } else if (ON_FLOATS.contains(kind)) {
            guest.execute(insn);
        } else if (!isNothing(kind, name)) {
            guest.handBack(insn, insn.d, insn.n, insn.m, insn.a);
        }
    }

    /** The core registers that an instruction may read or write, as bits; rather too many than too few. */
    static int mentioned(Insn insn) {
        int bits = 0;
        for (int register : new int[] {insn.d, insn.n, insn.m, insn.a, insn.traits().first, insn.traits().second}) {
            bits |= register < Cpu.PC ? 1 << register : 0;
        }
        boolean isList = insn.traits().kind == Kind.LOAD_MULTIPLE || insn.traits().kind == Kind.STORE_MULTIPLE;
        boolean links = Names.of(insn).startsWith("bl");
        boolean usesSp = insn.encoding.text().contains("sp");
        return bits | (isList ? insn.imm & 0x7fff : 0) | (links ? 1 << Cpu.LR : 0) | (usesSp ? 1 << Cpu.SP : 0);
    }
}
