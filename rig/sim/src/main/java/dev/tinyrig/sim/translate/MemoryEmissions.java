package dev.tinyrig.sim.translate;

import static java.util.Map.entry;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.Map;

/** Loads and stores of one register. */
final class MemoryEmissions {
    private MemoryEmissions() {}

    static Map<String, Emission> all() {
        return Map.ofEntries(
                entry("ldr", (g, f, i) -> load(g, i, Width.WORD)),
                entry("ldrh", (g, f, i) -> load(g, i, Width.HALF)),
                entry("ldrsh", (g, f, i) -> load(g, i, Width.SIGNED_HALF)),
                entry("ldrb", (g, f, i) -> load(g, i, Width.BYTE)),
                entry("ldrsb", (g, f, i) -> load(g, i, Width.SIGNED_BYTE)),
                entry("str", (g, f, i) -> store(g, i, Width.WORD)),
                entry("strh", (g, f, i) -> store(g, i, Width.HALF)),
                entry("strb", (g, f, i) -> store(g, i, Width.BYTE)),
                entry("pld", (g, f, i) -> {}),
                entry("pldw", (g, f, i) -> {}),
                entry("pli", (g, f, i) -> {}),
                entry("hint", (g, f, i) -> {}));
    }

    private static void load(Guest g, Insn i, Width width) {
        Memory memory = new Memory(g);
        address(g, i);
        memory.load(width, () -> {
            if (i.writeBack == 0) {
                g.set(i.d);
            } else {
                g.keep(Guest.VALUE);
            }
        });
        if (i.writeBack != 0) {
            writeBack(g, i);
            g.kept(Guest.VALUE).set(i.d);
        }
    }

    private static void store(Guest g, Insn i, Width width) {
        address(g, i);
        Label attention = g.code.label();
        new Memory(g).store(width, () -> g.get(i.d), attention);
        writeBack(g, i);
        new Memory(g).leaveOn(attention, () -> writeBack(g, i));
    }

    private static void writeBack(Guest g, Insn i) {
        if (i.writeBack != 0) {
            g.get(i.n).constant(i.writeBack).op(Op.IADD).set(i.n);
        }
    }

    /** Keeps the address in scratch. */
    static void address(Guest g, Insn i) {
        Traits traits = i.traits();
        boolean hasBase = traits.first != Cpu.ZERO;
        boolean hasIndex = traits.second != Cpu.ZERO;
        if (hasBase) {
            g.get(traits.first);
        }
        if (hasIndex) {
            g.get(traits.second).shifted(0, traits.scale);
        }
        if (hasBase && hasIndex) {
            g.op(Op.IADD);
        }
        if (!hasBase && !hasIndex) {
            g.constant(traits.offset);
        } else if (traits.offset != 0) {
            g.constant(traits.offset).op(Op.IADD);
        }
        g.keep(Guest.ADDRESS).noteAddress();
    }
}
