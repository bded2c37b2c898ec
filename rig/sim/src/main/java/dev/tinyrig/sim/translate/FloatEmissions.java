package dev.tinyrig.sim.translate;

import static java.util.Map.entry;

import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.Map;

/**
 * Loads, stores and moves of floating-point registers. Arithmetic is left to the semantics of the interpreter: it touches
 * no core registers, and the unit is known to be ready when a region is entered.
 */
final class FloatEmissions {
    private FloatEmissions() {}

    static Map<String, Emission> all() {
        return Map.ofEntries(
                entry("vldr", FloatEmissions::load),
                entry("vstr", FloatEmissions::store),
                entry("vldmia", FloatEmissions::load),
                entry("vldmdb", FloatEmissions::load),
                entry("vstmia", FloatEmissions::store),
                entry("vstmdb", FloatEmissions::store));
    }

    /** The number of the first single. */
    private static int first(Insn i) {
        return (i.word & 1 << 8) != 0 ? 2 * i.d : i.d;
    }

    private static void load(Guest g, Flags f, Insn i) {
        Memory memory = new Memory(g);
        MemoryEmissions.address(g, i);
        memory.locate(i.traits().words, g.interpreted());
        for (int word = 0; word < i.traits().words; word++) {
            g.code.aload(Guest.SINGLES).constant(first(i) + word);
            memory.word(word);
            g.op(Op.IASTORE);
        }
        BlockEmissions.moveBase(g, i);
    }

    private static void store(Guest g, Flags f, Insn i) {
        Memory memory = new Memory(g);
        Label attention = g.code.label();
        MemoryEmissions.address(g, i);
        memory.storeWords(i.traits().words, word -> single(g, first(i) + word), attention);
        BlockEmissions.moveBase(g, i);
        memory.leaveOn(attention, () -> BlockEmissions.moveBase(g, i));
    }

    private static void single(Guest g, int number) {
        g.code.aload(Guest.SINGLES).constant(number).op(Op.IALOAD);
    }

    /** Moves between the two kinds of registers, which need no more than the core registers in their array. */
    static void move(Guest g, Flags f, Insn i) {
        String text = i.encoding.text();
        if (text.startsWith("vmrs APSR")) {
            g.execute(i);
            f.reload();
        } else if (text.startsWith("vmov %G, %d")) {
            g.code.aload(Guest.SINGLES).constant(i.n);
            g.get(i.d).op(Op.IASTORE);
        } else if (text.startsWith("vmov %d, %G")) {
            single(g, i.n);
            g.set(i.d);
        } else if (text.contains("%d")) {
            g.handBack(i, i.d, i.a);
        } else {
            g.execute(i);
        }
    }
}
