package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.profile.Watcher;
import dev.tinyrig.sim.timing.Cause;
import dev.tinyrig.sim.timing.TimingModel;
import java.util.List;

/** Executes decoded instructions one after another and lets a model say how long each took. */
final class TimedInterpreter implements Stepping {
    private final Cpu cpu;
    private final Interpreter functional;
    private final TimingModel model;
    private int exception;
    private Watcher[] watchers = {};

    TimedInterpreter(Cpu cpu, Interpreter functional, TimingModel model) {
        this.cpu = cpu;
        this.functional = functional;
        this.model = model;
    }

    /** From now on these are told of each instruction, in this order. */
    void watch(List<Watcher> all) {
        watchers = all.toArray(Watcher[]::new);
        exception = cpu.exceptions.current();
    }

    @Override
    public void begin() {
        Cpu c = cpu;
        for (Watcher watcher : watchers) {
            watcher.settled();
        }
        if (c.exceptions.current() != exception) {
            exception = c.exceptions.current();
            int cycles = model.exception();
            c.ahead += cycles;
            model.causes().add(c.pc, Cause.EXCEPTION, cycles);
        }
    }

    @Override
    public void runToBranch(CodeSpace space, long end) {
        Cpu c = cpu;
        while (c.executed < c.stopAt && c.clock() < end && space.holds(c.pc) && c.itState == 0) {
            Insn insn = space.plainAt(c.pc);
            step(insn, 0);
            if (c.pc != insn.next) {
                return;
            }
        }
    }

    @Override
    public void step(CodeSpace space) {
        if (cpu.itState != 0) {
            stepInIt(space);
        } else {
            step(space.plainAt(cpu.pc), 0);
        }
    }

    /** Runs as {@link Interpreter#run} does, but at most to a time on {@link Cpu#clock}. */
    @Override
    public void run(long end) {
        Cpu c = cpu;
        CodeSpace space = functional.spaceAt(c.pc);
        while (c.executed < c.stopAt && c.clock() < end && space.holds(c.pc)) {
            if (c.itState != 0) {
                stepInIt(space);
            } else {
                step(space.plainAt(c.pc), 0);
            }
        }
    }

    /** An instruction that is executed; after a fault ITSTATE is as it was before. */
    private void step(Insn insn, int itState) {
        Cpu c = cpu;
        Traits traits = insn.traits();
        int address = traits.kind.isMemory() ? traits.address(c) : 0;
        // The clock stands still while the instruction executes: what reads it is at the start of its cycles.
        c.executed++;
        c.ahead--;
        c.pc = insn.next;
        int cycles = 0;
        try {
            insn.execute(c);
            cycles = model.execute(insn, address, c.pc);
            c.ahead += cycles;
        } catch (Fault fault) {
            c.itState = itState;
            c.exceptions.raise(fault, insn.address);
        } finally {
            for (Watcher watcher : watchers) {
                watcher.executed(insn, cycles);
            }
        }
    }

    private void stepInIt(CodeSpace space) {
        Cpu c = cpu;
        int state = c.itState;
        Insn insn = space.inIt(c.pc);
        c.itState = (state & 7) == 0 ? 0 : (state & 0xe0) | (state << 1 & 0x1f);
        if (c.passes(state >>> 4)) {
            step(insn, state);
            return;
        }
        c.executed++;
        c.pc = insn.next;
        int cycles = model.skip(insn);
        c.ahead += cycles - 1L;
        for (Watcher watcher : watchers) {
            watcher.skipped(insn, cycles);
        }
    }
}
