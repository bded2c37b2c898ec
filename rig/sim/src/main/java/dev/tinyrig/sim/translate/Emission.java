package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;

/** Emits what an instruction does; PC is already known to move behind it. */
@FunctionalInterface
interface Emission {
    void emit(Guest guest, Flags flags, Insn insn);
}
