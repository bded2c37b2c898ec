package dev.tinyrig.sim.translate;

import static java.util.Map.entry;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.Map;
import java.util.stream.IntStream;

/** Loads and stores of several core registers, except those that load PC. */
final class BlockEmissions {
    private static final int WRITES_BACK = 1 << 21;

    private BlockEmissions() {}

    static Map<String, Emission> all() {
        return Map.ofEntries(
                entry("push", BlockEmissions::store),
                entry("stmia", BlockEmissions::store),
                entry("stmdb", BlockEmissions::store),
                entry("pop", BlockEmissions::load),
                entry("ldmia", BlockEmissions::load),
                entry("ldmdb", BlockEmissions::load),
                entry("ldrd", BlockEmissions::loadPair),
                entry("strd", BlockEmissions::storePair));
    }

    static int[] registers(Insn i) {
        return IntStream.range(0, Cpu.PC)
                .filter(register -> (i.imm >>> register & 1) != 0)
                .toArray();
    }

    private static void load(Guest g, Flags f, Insn i) {
        Memory memory = new Memory(g);
        MemoryEmissions.address(g, i);
        memory.locate(i.traits().words, g.interpreted());
        moveBase(g, i);
        loadRegisters(g, memory, i);
    }

    /** A base that is in the list gets what is loaded. */
    static void loadRegisters(Guest g, Memory memory, Insn i) {
        int word = 0;
        for (int register : registers(i)) {
            memory.word(word++);
            g.set(register);
        }
    }

    private static void store(Guest g, Flags f, Insn i) {
        Memory memory = new Memory(g);
        Label attention = g.code.label();
        int[] registers = registers(i);
        MemoryEmissions.address(g, i);
        memory.storeWords(registers.length, word -> g.get(registers[word]), attention);
        moveBase(g, i);
        memory.leaveOn(attention, () -> moveBase(g, i));
    }

    /** The base goes up behind what was accessed, or down to it. */
    static void moveBase(Guest g, Insn i) {
        Traits traits = i.traits();
        if (traits.base == 0) {
            return;
        }
        int by = traits.offset < 0 ? traits.offset : 4 * traits.words;
        g.get(traits.first).constant(by).op(Op.IADD).set(traits.first);
    }

    private static void loadPair(Guest g, Flags f, Insn i) {
        Memory memory = new Memory(g);
        MemoryEmissions.address(g, i);
        memory.locate(2, g.interpreted());
        writeBack(g, i);
        memory.word(0);
        g.set(i.d);
        memory.word(1);
        g.set(i.a);
    }

    private static void storePair(Guest g, Flags f, Insn i) {
        Memory memory = new Memory(g);
        Label attention = g.code.label();
        MemoryEmissions.address(g, i);
        memory.storeWords(2, word -> g.get(word == 0 ? i.d : i.a), attention);
        writeBack(g, i);
        memory.leaveOn(attention, () -> writeBack(g, i));
    }

    private static void writeBack(Guest g, Insn i) {
        if (i.writeBack != 0) {
            g.get(i.n).constant(i.writeBack).op(Op.IADD).set(i.n);
        }
    }

    static boolean writesBack(Insn i) {
        return (i.word & WRITES_BACK) != 0;
    }
}
