package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.timing.BlockTimes;
import dev.tinyrig.sim.timing.TimingModel;
import java.util.List;

/** A translated region: its subclasses are written by {@link RegionCompiler}. */
@SuppressWarnings("NullAway") // fields are set right behind the constructor, which the written class cannot pass on
public abstract class Translation {
    private static final int KIND = 3;
    private static final int CARRY_KNOWN = 4;
    /** HotSpot compiles what was called 200 times. */
    private static final int WARMING_CALLS = 250;

    private static final int PROBES = 8;
    /** Entering and leaving takes 10 to 20 when compiled, and several hundred when not. */
    private static final long MOST_NANOS_OF_CALL = 90;

    private static final int INSTRUCTIONS_BETWEEN_PROBES = 20_000;

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

    /** Of the loads and stores of a block, which conditional steps were executed; for the cycle model. */
    int[] addresses = {};

    int outcomes;
    private BlockTimes[] times = {};
    private long cycles;
    private long mostCycles;
    /** More cycles than a block can take. */
    private int margin;

    private boolean compiled;
    private long askAt;
    private Exit[] exits;
    private boolean usesFloat;
    private boolean watched;
    private List<Integer> places;

    /** Runs until an exit, whose number it gives. */
    abstract int run(Cpu cpu, int budget);

    void prepare(Surroundings surroundings, List<Insn> handedBack, List<Exit> ways, Region region) {
        ram = surroundings.ram().bytes();
        flash = surroundings.flash().bytes();
        bus = surroundings.bus();
        insns = handedBack.toArray(Insn[]::new);
        exits = ways.toArray(Exit[]::new);
        List<Insn> all = region.instructions();
        usesFloat = all.stream().anyMatch(insn -> insn.traits().kind.isFloat());
        watched = surroundings.isWatched();
        places = all.stream().map(insn -> insn.address).toList();
        surroundings.model().ifPresent(model -> time(model, region));
    }

    /** Makes HotSpot compile it before it is needed, by calls that may execute nothing and so change nothing. */
    public void warmUp(Cpu cpu) {
        call(cpu, WARMING_CALLS);
    }

    private void call(Cpu cpu, int times) {
        for (int call = 0; call < times; call++) {
            run(cpu, 0);
        }
    }

    /** Whether HotSpot has compiled it, as far as the time of calls that execute nothing shows; asks itself seldom. */
    public boolean isCompiled(Cpu cpu) {
        if (!compiled && cpu.executed >= askAt) {
            long before = System.nanoTime();
            call(cpu, PROBES);
            compiled = System.nanoTime() - before < PROBES * MOST_NANOS_OF_CALL;
            askAt = cpu.executed + INSTRUCTIONS_BETWEEN_PROBES;
        }
        return compiled;
    }

    /** Whether it tells watchers of stores. */
    public boolean isWatched() {
        return watched;
    }

    /** Where its instructions are. */
    public List<Integer> places() {
        return places;
    }

    private void time(TimingModel model, Region region) {
        times = region.blocks().values().stream()
                .map(block -> model.block(block.timedSteps()))
                .toArray(BlockTimes[]::new);
        margin = region.blocks().values().stream()
                .mapToInt(Block::mostCycles)
                .max()
                .orElse(0);
        addresses = new int[RegionFinder.MAX_INSTRUCTIONS + 1];
    }

    /** Tells the cycle model of a block; true if the next might not end in time. */
    final boolean endBlock(int block, int executed, int next) {
        cycles += times[block].cycles(executed, addresses, next);
        return cycles >= mostCycles;
    }

    /**
     * Runs at most so many instructions, and under a cycle model to at most a time on the clock, and says why it left.
     */
    public Exit.Why enter(Cpu cpu, int budget, long end) {
        if (usesFloat && !cpu.fpu.isReady()) {
            return Exit.Why.INTERPRET;
        }
        cycles = 0;
        mostCycles = end - cpu.clock() - margin;
        if (mostCycles <= 0) {
            return Exit.Why.LIMIT;
        }
        Exit exit = exits[run(cpu, budget)];
        int executed = budget - left - exit.uncounted();
        cpu.executed += executed;
        if (times.length > 0) {
            cycles += times[exit.block()].cyclesOfFirst(exit.untimed(), outcomes, addresses);
            cpu.ahead += cycles - executed;
        }
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
