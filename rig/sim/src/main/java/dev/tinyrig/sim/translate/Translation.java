package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.memory.Bus;
import java.util.List;

/** A translated region: its subclasses are written by {@link RegionCompiler}. */
@SuppressWarnings("NullAway") // fields are set right behind the constructor, which the written class cannot pass on
public abstract class Translation {
    private static final int KIND = 3;
    private static final int CARRY_KNOWN = 4;

    byte[] ram;
    byte[] flash;
    Bus bus;
    /** The instructions that translated code hands back to their semantics. */
    Insn[] insns;

    /** What is left of the budget of instructions when the region is left. */
    int left;
    /** Where a computed exit goes. */
    int target;
    /** The operands of the last instruction that set all flags, and how C and V follow from them. */
    int flagLeft;

    int flagRight;
    /** One of the constants of {@link Flags}. */
    int flagKind;

    private Exit[] exits;
    private boolean usesFloat;
    private boolean watched;
    private List<Integer> addresses;

    /** Runs until an exit, whose number it gives. */
    abstract int run(Cpu cpu, int budget);

    void prepare(Memories memories, List<Insn> handedBack, List<Exit> ways, List<Insn> all) {
        ram = memories.ram().bytes();
        flash = memories.flash().bytes();
        bus = memories.bus();
        insns = handedBack.toArray(Insn[]::new);
        exits = ways.toArray(Exit[]::new);
        usesFloat = all.stream().anyMatch(insn -> insn.traits().kind.isFloat());
        watched = memories.isWatched();
        addresses = all.stream().map(insn -> insn.address).toList();
    }

    /** Whether it tells watchers of stores. */
    public boolean isWatched() {
        return watched;
    }

    /** Where its instructions are. */
    public List<Integer> addresses() {
        return addresses;
    }

    /** Runs at most so many instructions and says why it left. */
    public Exit.Why enter(Cpu cpu, int budget) {
        if (usesFloat && !cpu.fpu.isReady()) {
            return Exit.Why.INTERPRET;
        }
        Exit exit = exits[run(cpu, budget)];
        cpu.executed += budget - left - exit.uncounted();
        cpu.pc = exit.why() == Exit.Why.COMPUTED ? target : exit.pc();
        cpu.itState = exit.itState();
        recoverFlags(cpu);
        return exit.why();
    }

    private void recoverFlags(Cpu cpu) {
        int x = flagLeft;
        int y = flagRight;
        int kind = flagKind & KIND;
        if (kind == Flags.IN_PLACE) {
            return;
        }
        boolean sum = kind == Flags.OF_SUM;
        int result = sum ? x + y : x - y;
        cpu.vf = sum ? (x ^ result) & (y ^ result) : (x ^ y) & (x ^ result);
        if ((flagKind & CARRY_KNOWN) == 0) {
            boolean carry = sum ? Integer.compareUnsigned(result, x) < 0 : Integer.compareUnsigned(x, y) >= 0;
            cpu.cf = carry ? 1 : 0;
        }
    }
}
