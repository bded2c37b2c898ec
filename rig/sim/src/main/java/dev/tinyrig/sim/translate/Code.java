package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;

/** Where decoded instructions come from. */
public interface Code {
    /** Whether instructions at this address can be decoded. */
    boolean holds(int address);

    /** The instruction at an address outside IT blocks. */
    Insn plainAt(int address);

    /** The instruction at an address when it stands in an IT block. */
    Insn inIt(int address);
}
