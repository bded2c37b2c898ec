package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.cpu.ExceptionUnit;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Cortex-M7: two instructions a cycle in order, a scoreboard of operands, branch prediction and L1 caches. */
public final class M7Timing implements TimingModel {
    private static final int UNSETTLED = -1;

    private final CycleCauses causes = new CycleCauses();
    private final Scoreboard registers = new Scoreboard();
    private final BranchPredictor predictor = new BranchPredictor();
    private final M7Memory memory;

    /** The cycle of the last issue. */
    private long now;
    /** What was issued in this cycle and may get company. */
    private @Nullable Traits older;

    private int olderAddress;
    /** Bytes of code that wait to be issued. */
    private int queue = M7Rule.QUEUE_BYTES.cycles;

    private long flagsSet;
    private final long[] bankDrained = new long[2];

    private final Numbering<State> states = new Numbering<>();
    /** The number of the state between two instructions, once somebody asked for it. */
    private int settled = UNSETTLED;
    /** The fields are older than that state. */
    private boolean isAhead;

    public M7Timing(ExceptionUnit control, TimingDescription description) {
        this.memory = new M7Memory(control, description);
    }

    @Override
    public int execute(Insn insn, int address, int next) {
        settle();
        Traits t = insn.traits();
        boolean wrong = t.kind == Kind.CONDITIONAL_BRANCH && !predictor.foresees(insn.address, next != insn.next);
        int fetchStall = memory.fetch(insn.address, t.isWide ? 4 : 2);
        return issue(insn, address, next, new Surprises(fetchStall, stall(t, address), wrong));
    }

    /** What caches and predictor have to say to an instruction: cycles to fill lines, and a wrong prediction. */
    record Surprises(int fetchStall, int dataStall, boolean mispredicted) {
        static final Surprises NONE = new Surprises(0, 0, false);
    }

    /** The cycles that an instruction takes after these surprises. */
    int issue(Insn insn, int address, int next, Surprises surprises) {
        Traits t = insn.traits();
        long before = now;
        int pc = insn.address;
        fetched(pc, surprises.fetchStall());
        boolean younger = issue(pc, t, address);
        if (t.kind.isMemory()) {
            access(pc, t, address, younger, surprises.dataStall());
        }
        boolean early = !younger && t.kind == Kind.MOVE && !t.shifts && registers.isEarly(t, now);
        registers.issue(t, now, early);
        flagsSet = (t.written & Traits.FLAGS) != 0 ? now : flagsSet;
        older = younger ? null : t;
        olderAddress = address;
        occupy(pc, t, address);
        if (next != insn.next || t.kind == Kind.CONDITIONAL_BRANCH) {
            branch(insn, next, surprises.mispredicted());
        }
        return (int) (now - before);
    }

    private void fetched(int pc, int stall) {
        if (stall != 0) {
            older = null;
            advance(pc, Cause.CACHE_MISS, stall);
        }
    }

    /** Moves on to the cycle of issue; true if that is the one of the instruction before. */
    private boolean issue(int pc, Traits t, int address) {
        int bytes = t.isWide ? 4 : 2;
        Traits first = older;
        long ready = registers.ready(t);
        boolean fits = first != null && registers.mayBeYounger(t, now) && Pairing.fits(first, olderAddress, t, address);
        if (fits && ready <= now && bytes <= queue) {
            queue -= bytes;
            return true;
        }
        advance(pc, Cause.ISSUE, 1);
        if (bytes > queue) {
            advance(pc, Cause.FETCH, 1);
        }
        if (ready > now) {
            advance(pc, Cause.LOAD_USE, (int) (ready - now));
        }
        queue -= bytes;
        return false;
    }

    private void advance(int pc, Cause cause, int cycles) {
        now += cycles;
        queue = Math.min(M7Rule.QUEUE_BYTES.cycles, queue + cycles * M7Rule.FETCH_BYTES.cycles);
        causes.add(pc, cause, cycles);
    }

    /** What a load or store waits for lines to be filled. */
    int stall(Traits t, int address) {
        if (!t.kind.isMemory()) {
            return 0;
        }
        int stall = 0;
        int step = t.kind.isBlock() ? 4 : Math.max(1, t.bytes);
        int count = Math.max(1, t.words);
        for (int element = 0; element < count; element++) {
            int at = address + element * step;
            stall += t.kind.reads() ? memory.read(at) : memory.write(at);
        }
        return stall;
    }

    private void access(int pc, Traits t, int address, boolean younger, int stall) {
        if (stall != 0) {
            advance(pc, Cause.CACHE_MISS, stall);
        }
        if (t.kind.isSingleLoad() && (address & (t.bytes - 1)) != 0) {
            M7Rule rule = younger ? M7Rule.UNALIGNED_YOUNGER : M7Rule.UNALIGNED_OLDER;
            advance(pc, Cause.LOAD_USE, rule.cycles);
        }
        if (t.kind == Kind.NARROW_STORE) {
            drain(pc, address);
        }
    }

    /** Waits until the store buffer has room for one more byte or halfword of this bank. */
    private void drain(int pc, int address) {
        int bank = address >>> 2 & 1;
        int drain = M7Rule.NARROW_STORE_DRAIN.cycles;
        long full = bankDrained[bank] - (long) drain * (M7Rule.NARROW_STORE_DEPTH.cycles - 1);
        if (full > now) {
            advance(pc, Cause.LOAD_USE, (int) (full - now));
        }
        bankDrained[bank] = Math.max(bankDrained[bank], now) + drain;
    }

    /** The cycles after the first of an instruction that needs several. */
    private void occupy(int pc, Traits t, int address) {
        int more =
                switch (t.kind) {
                    case LOAD_PAIR, LOAD_MULTIPLE, FLOAT_LOAD_MULTIPLE -> (t.words + 1) / 2 - 1;
                    case STORE_PAIR, STORE_MULTIPLE, FLOAT_STORE_MULTIPLE ->
                        (t.words + 1) / 2 - 1 + ((address & 7) != 0 ? M7Rule.STORE_BLOCK_UNALIGNED.cycles : 0);
                    case DIVISION -> M7Rule.DIVISION.cycles - 1;
                    case FLOAT_DIVISION -> divisionCycles(t) - 1;
                    default -> 0;
                };
        if (more > 0) {
            advance(pc, Cause.ISSUE, more);
        }
    }

    /** A root has one operand. */
    private static int divisionCycles(Traits t) {
        boolean isRoot = Long.bitCount(t.operands) == Long.bitCount(t.written);
        return isRoot ? M7Rule.FLOAT_ROOT.cycles : M7Rule.FLOAT_DIVISION.cycles;
    }

    private void branch(Insn insn, int next, boolean wrong) {
        boolean taken = next != insn.next;
        if (wrong) {
            boolean flagsEarly = now - flagsSet >= M7Rule.EARLY_FLAGS.cycles;
            advance(
                    insn.address,
                    Cause.BRANCH,
                    flagsEarly ? M7Rule.MISPREDICT_EARLY_FLAGS.cycles : M7Rule.MISPREDICT.cycles);
        }
        if (taken || wrong) {
            older = null;
            // The first fetch brings what is left of its 8 bytes; the next cycle adds 8 before it issues.
            queue = -(next & 7);
        }
    }

    @Override
    public int skip(Insn insn) {
        settle();
        return pass(insn, memory.fetch(insn.address, insn.traits().isWide ? 4 : 2));
    }

    /** The cycles of an instruction that is not executed after its line was filled. */
    int pass(Insn insn, int fetchStall) {
        long before = now;
        Traits t = insn.traits();
        fetched(insn.address, fetchStall);
        boolean younger = issue(insn.address, t, 0);
        older = younger ? null : t;
        return (int) (now - before);
    }

    @Override
    public int exception() {
        settle();
        older = null;
        now += M7Rule.EXCEPTION.cycles;
        return M7Rule.EXCEPTION.cycles;
    }

    @Override
    public BlockTimes block(List<BlockTimes.Step> steps) {
        BlockShape shape = new BlockShape(steps);
        return new M7Block(this, memory, predictor, shape, new BlockTimes.OneByOne(this, steps));
    }

    /**
     * All that the rules remember of what was executed, with times from the last issue on.
     *
     * @param older what may get company in this cycle, if anything
     * @param olderBank the bank that it reads
     * @param sinceFlags cycles since the flags were set, as far as that matters
     * @param drained when the store buffer of each bank is empty
     * @param ready registers that are not ready everywhere, and when
     */
    private record State(
            Optional<Traits> older, int olderBank, int queue, long sinceFlags, List<Long> drained, List<Long> ready) {}

    /** The number of the state between two instructions. */
    int state() {
        if (settled == UNSETTLED) {
            settled = states.numberOf(new State(
                    Optional.ofNullable(older),
                    older == null ? 0 : olderAddress & 4,
                    queue,
                    Math.min(now - flagsSet, M7Rule.EARLY_FLAGS.cycles),
                    List.of(Math.max(0, bankDrained[0] - now), Math.max(0, bankDrained[1] - now)),
                    registers.waits(now)));
        }
        return settled;
    }

    /** Goes on from a state, so many cycles later. */
    void go(int state, int cycles) {
        settled = state;
        isAhead = true;
        now += cycles;
    }

    /** Makes the fields those of the state to which blocks have brought it. */
    void settle() {
        if (isAhead) {
            State state = states.numbered(settled);
            older = state.older.orElse(null);
            olderAddress = state.olderBank;
            queue = state.queue;
            flagsSet = now - state.sinceFlags;
            bankDrained[0] = now + state.drained.get(0);
            bankDrained[1] = now + state.drained.get(1);
            registers.wait(state.ready, now);
        }
        isAhead = false;
        settled = UNSETTLED;
    }

    @Override
    public CycleCauses causes() {
        return causes;
    }
}
