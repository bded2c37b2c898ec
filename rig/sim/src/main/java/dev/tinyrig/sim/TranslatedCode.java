package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import dev.tinyrig.sim.translate.Exit;
import dev.tinyrig.sim.translate.Memories;
import dev.tinyrig.sim.translate.RegionCompiler;
import dev.tinyrig.sim.translate.Translation;

/** Executes translated code where the program is often, and lets the interpreter do the rest. */
final class TranslatedCode {
    private final Cpu cpu;
    private final Bus bus;
    private final Interpreter interpreter;
    private final Region ram;
    /** How often code is interpreted before it is translated. */
    private final int cold;

    TranslatedCode(Cpu cpu, Interpreter interpreter, int cold) {
        this.cpu = cpu;
        this.bus = cpu.bus;
        this.cold = cold;
        this.interpreter = interpreter;
        this.ram = bus.writableMemories().get(0);
    }

    /** Runs as {@link Interpreter#run} does. */
    void run() {
        Cpu c = cpu;
        while (c.executed < c.stopAt) {
            CodeSpace space = interpreter.spaceAt(c.pc);
            Translation known = space.translations.at(c.pc);
            if (c.itState != 0) {
                interpreter.step(space);
            } else if (known != null && known.isWatched() == ram.isWatched()) {
                enter(known);
            } else if (space.translations.visit(c.pc) > cold) {
                space.translations.add(c.pc, RegionCompiler.translate(c.pc, space, memories(space)));
            } else {
                interpreter.runToBranch(space);
            }
        }
    }

    private Memories memories(CodeSpace space) {
        Region flash = space.region.isWritable() ? bus.readOnlyMemories().get(0) : space.region;
        return new Memories(bus, flash, ram, ram.isWatched());
    }

    private void enter(Translation known) {
        int budget = (int) Math.min(cpu.stopAt - cpu.executed, Integer.MAX_VALUE);
        Exit.Why why = known.enter(cpu, budget);
        if (why == Exit.Why.LIMIT) {
            interpreter.run();
        } else if (why == Exit.Why.INTERPRET && cpu.executed < cpu.stopAt) {
            interpreter.step(interpreter.spaceAt(cpu.pc));
        }
    }
}
