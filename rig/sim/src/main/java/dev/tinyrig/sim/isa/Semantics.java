package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;

/** What an instruction does to the processor; {@link Cpu#pc} already points behind it. */
@FunctionalInterface
public interface Semantics {
    void execute(Cpu cpu, Insn insn);
}
