package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import dev.tinyrig.sim.timing.TimingModel;
import dev.tinyrig.sim.translate.Exit;
import dev.tinyrig.sim.translate.RegionCompiler;
import dev.tinyrig.sim.translate.Surroundings;
import dev.tinyrig.sim.translate.Translation;
import java.util.Optional;

/** Executes translated code where the program is often, and lets an interpreter do the rest. */
final class TranslatedCode {
    private final Cpu cpu;
    private final Bus bus;
    private final Interpreter code;
    private final Stepping interpreter;
    private final Optional<TimingModel> model;
    /** What translated code reads and writes without asking the bus: the memory of the first stack, where most data is. */
    private Region ram;

    private boolean hasBegun;
    /** How often code is interpreted before it is translated. */
    private final int cold;

    /**
     * Takes code from one interpreter and has what is not translated executed by another.
     *
     * @param model what counts the cycles, if anything does
     */
    TranslatedCode(Cpu cpu, Interpreter code, Stepping interpreter, Optional<TimingModel> model, int cold) {
        this.cpu = cpu;
        this.bus = cpu.bus;
        this.code = code;
        this.interpreter = interpreter;
        this.model = model;
        this.ram = bus.writableMemories().get(0);
        this.cold = cold;
    }

    /** Runs as the interpreter does. */
    void run(long end) {
        Cpu c = cpu;
        interpreter.begin();
        begin();
        while (c.executed < c.stopAt && c.clock() < end) {
            CodeSpace space = code.spaceAt(c.pc);
            Translation known = space.translations.at(c.pc);
            if (c.itState != 0) {
                interpreter.step(space);
            } else if (known != null && known.isWatched() == ram.isWatched()) {
                enterOrWait(known, space, end);
            } else if (space.translations.visit(c.pc) > cold) {
                translate(space);
            } else {
                interpreter.runToBranch(space, end);
            }
        }
    }

    private void begin() {
        if (!hasBegun) {
            hasBegun = true;
            ram = bus.writableMemories().stream()
                    .filter(region -> region.holds(cpu.r[Cpu.SP] - 4))
                    .findFirst()
                    .orElse(ram);
        }
    }

    private void translate(CodeSpace space) {
        Translation made = RegionCompiler.translate(cpu.pc, space, surroundings(space));
        space.translations.add(cpu.pc, made);
        if (cold > 0) {
            made.warmUp(cpu);
        }
    }

    /** Until HotSpot has compiled it, the interpreter is faster; who translates at once does not care. */
    private void enterOrWait(Translation known, CodeSpace space, long end) {
        if (cold == 0 || known.isCompiled(cpu)) {
            enter(known, end);
        } else {
            interpreter.runToBranch(space, end);
        }
    }

    private Surroundings surroundings(CodeSpace space) {
        Region flash = space.region.isWritable() ? bus.readOnlyMemories().get(0) : space.region;
        return new Surroundings(bus, flash, ram, ram.isWatched(), model);
    }

    private void enter(Translation known, long end) {
        int budget = (int) Math.min(cpu.stopAt - cpu.executed, Integer.MAX_VALUE);
        Exit.Why why = known.enter(cpu, budget, end);
        if (why == Exit.Why.LIMIT) {
            interpreter.run(end);
        } else if (why == Exit.Why.INTERPRET && cpu.executed < cpu.stopAt && cpu.clock() < end) {
            interpreter.step(code.spaceAt(cpu.pc));
        }
    }
}
