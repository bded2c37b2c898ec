package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import dev.tinyrig.sim.isa.Decoder;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes decoded instructions one after another. */
final class Interpreter implements Stepping {
    private final Cpu cpu;
    private final Bus bus;
    private final Decoder decoder;
    private final List<CodeSpace> spaces = new ArrayList<>();
    private @Nullable CodeSpace lastSpace;

    Interpreter(Cpu cpu, Bus bus, Decoder decoder) {
        this.cpu = cpu;
        this.bus = bus;
        this.decoder = decoder;
    }

    @Override
    public void run(long end) {
        run();
    }

    /** Runs until {@link Cpu#stopAt}, or until an instruction calls for attention or faults. */
    void run() {
        CodeSpace space = spaceAt(cpu.pc);
        if (cpu.itState != 0) {
            stepInIt(space);
        } else {
            runStraight(space);
        }
    }

    private void runStraight(CodeSpace space) {
        Cpu c = cpu;
        Insn[] code = space.plain;
        int base = space.base;
        int pc = c.pc;
        try {
            while (c.executed < c.stopAt) {
                pc = c.pc;
                int index = (pc - base) >>> 1;
                if (index >= code.length) {
                    return;
                }
                Insn insn = code[index];
                if (insn == null) {
                    insn = space.decodePlain(index);
                }
                c.executed++;
                c.pc = insn.next;
                insn.execute(c);
            }
        } catch (Fault fault) {
            c.exceptions.raise(fault, pc);
        }
    }

    @Override
    public void runToBranch(CodeSpace space, long end) {
        Cpu c = cpu;
        int pc = c.pc;
        try {
            while (c.executed < c.stopAt && space.holds(c.pc)) {
                pc = c.pc;
                Insn insn = space.plainAt(pc);
                c.executed++;
                c.pc = insn.next;
                insn.execute(c);
                if (c.pc != insn.next) {
                    return;
                }
            }
        } catch (Fault fault) {
            c.exceptions.raise(fault, pc);
        }
    }

    @Override
    public void step(CodeSpace space) {
        if (cpu.itState != 0) {
            stepInIt(space);
            return;
        }
        int pc = cpu.pc;
        Insn insn = space.plainAt(pc);
        cpu.executed++;
        cpu.pc = insn.next;
        try {
            insn.execute(cpu);
        } catch (Fault fault) {
            cpu.exceptions.raise(fault, pc);
        }
    }

    /** One instruction of an IT block: B1.4.2 says how ITSTATE moves on. */
    private void stepInIt(CodeSpace space) {
        int state = cpu.itState;
        boolean passes = cpu.passes(state >>> 4);
        int pc = cpu.pc;
        Insn insn = space.inIt(pc);
        cpu.executed++;
        cpu.pc = insn.next;
        cpu.itState = (state & 7) == 0 ? 0 : (state & 0xe0) | (state << 1 & 0x1f);
        if (!passes) {
            return;
        }
        try {
            insn.execute(cpu);
        } catch (Fault fault) {
            cpu.itState = state;
            cpu.exceptions.raise(fault, pc);
        }
    }

    CodeSpace spaceAt(int pc) {
        CodeSpace recent = lastSpace;
        if (recent != null && recent.holds(pc)) {
            return recent;
        }
        for (CodeSpace space : spaces) {
            if (space.holds(pc)) {
                lastSpace = space;
                return space;
            }
        }
        Region region = executableAt(pc);
        CodeSpace space = new CodeSpace(region, decoder, cpu::attention);
        spaces.add(space);
        return space;
    }

    private Region executableAt(int pc) {
        try {
            Region region = bus.regionAt(pc);
            if (region.isMemory()) {
                return region;
            }
        } catch (Fault fault) {
            throw new Fault(FaultCause.IBUSERR, pc, "nothing is mapped there");
        }
        throw new Fault(FaultCause.IACCVIOL, pc, "a device is mapped there");
    }
}
