package dev.tinyrig.sim.profile;

import dev.tinyrig.sim.cpu.ExceptionListener;
import dev.tinyrig.sim.isa.Insn;

/** Is told of all that a machine with a cycle model does; it looks and changes nothing. */
public interface Watcher extends ExceptionListener {
    /** An instruction was executed and took so many cycles; the processor stands behind it. */
    void executed(Insn insn, int cycles);

    /** An instruction of an IT block failed its condition, which took so many cycles. */
    void skipped(Insn insn, int cycles);

    /** The machine stands between two instructions: exceptions that it was told of have been taken. */
    void settled();
}
