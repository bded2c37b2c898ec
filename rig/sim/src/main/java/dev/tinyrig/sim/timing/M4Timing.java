package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.device.FlashInterface;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;
import java.util.List;

/** A Cortex-M4: one pipeline, loads that follow each other overlap, and flash behind an accelerator. */
public final class M4Timing implements TimingModel {
    /** All that the rules remember of what was executed. */
    record State(
            boolean afterLoad,
            long loaded,
            long computed,
            boolean afterTaken,
            boolean afterNarrow,
            int unalignedInRow) {}

    /** The group counter while it does not count. */
    private static final int STOPPED = -1;

    private static final int UNSETTLED = -1;

    private final FlashReads flash;
    private final CycleCauses causes = new CycleCauses();

    private long now;
    private boolean afterLoad;
    /** What the previous instruction loaded, if it was a single load. */
    private long loaded;
    /** What the previous instruction computed, if it was no load or store. */
    private long computed;

    private boolean afterTaken;
    private boolean afterNarrow;
    private int unalignedInRow = STOPPED;

    private final Numbering<State> states = new Numbering<>();
    /** The number of the state between two instructions, once somebody asked for it. */
    private int settled = UNSETTLED;
    /** The fields are older than that state. */
    private boolean isAhead;

    public M4Timing(FlashInterface control, int flashBase, int flashSize, TimingDescription description) {
        this.flash = new FlashReads(control, flashBase, flashSize, description.flash());
    }

    @Override
    public int execute(Insn insn, int address, int next) {
        Traits traits = insn.traits();
        settle();
        int stall = flash.fetch(insn.address, traits.isWide ? 4 : 2, now);
        int cycles = issue(insn, address, next);
        stall += traits.kind.reads() ? dataStall(traits, address) : 0;
        stalled(insn.address, stall);
        now += cycles + stall;
        return cycles + stall;
    }

    /** The cycles that an instruction takes when flash does not stall it. */
    int issue(Insn insn, int address, int next) {
        Traits traits = insn.traits();
        boolean taken = next != insn.next;
        int issue = issueCycles(traits);
        int waiting = waiting(traits) + (traits.kind.isMemory() ? unaligned(traits, address) : 0);
        int refill = taken ? M4Rule.REFILL.cycles : 0;
        int alignment = alignment(insn, traits, issue + waiting + refill);
        note(insn.address, issue, waiting, alignment, refill);
        remember(traits, taken);
        return issue + waiting + alignment + refill;
    }

    private static int issueCycles(Traits traits) {
        return switch (traits.kind) {
            case LOAD_PAIR, STORE_PAIR, LOAD_MULTIPLE, STORE_MULTIPLE, FLOAT_LOAD_MULTIPLE, FLOAT_STORE_MULTIPLE ->
                1 + traits.words * M4Rule.BLOCK_WORD.cycles;
            case FLOAT_LOAD, FLOAT_STORE -> 1 + traits.words * M4Rule.FLOAT_WORD.cycles;
            case TABLE_BRANCH -> 1 + M4Rule.LOAD_ALONE.cycles;
            case DIVISION -> 1 + M4Rule.DIVISION.cycles;
            case FLOAT_CHAINED, FLOAT_FUSED -> 1 + M4Rule.FLOAT_MAC.cycles;
            case FLOAT_DIVISION -> 1 + M4Rule.FLOAT_DIVISION.cycles;
            default -> 1;
        };
    }

    /** What a load or store waits besides, for those before it. */
    private int waiting(Traits traits) {
        int cycles = 0;
        if (traits.kind.isSingleLoad()) {
            cycles += afterLoad && (traits.addressed & loaded) == 0 ? 0 : M4Rule.LOAD_ALONE.cycles;
        } else if (traits.kind.isSingleStore()) {
            cycles += traits.offsetInRegister && !afterLoad ? M4Rule.STORE_REGISTER_OFFSET.cycles : 0;
        } else if (traits.kind == Kind.IT) {
            cycles += afterNarrow && !afterTaken ? M4Rule.FOLDED_IT.cycles : 0;
        }
        return cycles + ((traits.addressed & computed) != 0 ? M4Rule.ADDRESS_DEPENDENCY.cycles : 0);
    }

    private static int unaligned(Traits traits, int address) {
        if (!traits.kind.isSingleLoad() || traits.bytes == 1) {
            return 0;
        }
        boolean odd = (address & 1) != 0;
        if (traits.bytes == 2) {
            return odd ? M4Rule.UNALIGNED_HALVES.cycles : 0;
        }
        return odd ? M4Rule.UNALIGNED_BYTES.cycles : (address & 2) != 0 ? M4Rule.UNALIGNED_HALVES.cycles : 0;
    }

    /** The penalties of 32-bit instructions that lie in two words. */
    private int alignment(Insn insn, Traits traits, int cycles) {
        boolean split = traits.isWide && (insn.address & 2) != 0;
        int penalty = split && afterTaken ? M4Rule.UNALIGNED_TARGET.cycles : 0;
        if (unalignedInRow != STOPPED) {
            unalignedInRow = split ? unalignedInRow + 1 : STOPPED;
            if (unalignedInRow == 3) {
                penalty += M4Rule.UNALIGNED_GROUP.cycles;
                unalignedInRow = STOPPED;
            }
        }
        // An instruction that pays a penalty is one of several cycles too.
        if (cycles + penalty >= 2) {
            unalignedInRow = 0;
        }
        return penalty;
    }

    /** What a load waits for flash. */
    int dataStall(Traits traits, int address) {
        int stall = 0;
        int end = address + 4 * traits.words;
        for (int at = address; at != end; at += 4) {
            stall += flash.read(at);
        }
        return stall;
    }

    private void note(int address, int issue, int waiting, int alignment, int refill) {
        // An IT that is folded waits less than nothing: it is not issued.
        int folded = Math.min(waiting, 0);
        causes.add(address, Cause.ISSUE, issue + folded);
        if ((waiting | alignment | refill) != 0) {
            causes.add(address, Cause.LOAD_USE, waiting - folded);
            causes.add(address, Cause.FETCH, alignment);
            causes.add(address, Cause.BRANCH, refill);
        }
    }

    private void stalled(int address, int stall) {
        if (stall != 0) {
            causes.add(address, Cause.FLASH_STALL, stall);
        }
    }

    private void remember(Traits traits, boolean taken) {
        afterLoad = traits.kind.isSingleLoad() && !taken;
        loaded = afterLoad ? traits.written : 0;
        computed = traits.kind.isMemory() ? 0 : traits.written;
        afterTaken = taken;
        afterNarrow = !traits.isWide;
    }

    @Override
    public int skip(Insn insn) {
        settle();
        int stall = flash.fetch(insn.address, insn.traits().isWide ? 4 : 2, now);
        int cycles = pass(insn);
        stalled(insn.address, stall);
        now += cycles + stall;
        return cycles + stall;
    }

    /** The cycles of an instruction that is not executed when flash does not stall it. */
    int pass(Insn insn) {
        Traits traits = insn.traits();
        int alignment = alignment(insn, traits, 1);
        note(insn.address, 1, 0, alignment, 0);
        afterLoad = false;
        loaded = 0;
        computed = 0;
        afterTaken = false;
        afterNarrow = !traits.isWide;
        return 1 + alignment;
    }

    @Override
    public BlockTimes block(List<BlockTimes.Step> steps) {
        BlockShape shape = new BlockShape(steps);
        BlockTimes oneByOne = new BlockTimes.OneByOne(this, steps);
        return new M4Block(this, flash, shape, oneByOne);
    }

    /** The number of the state between two instructions. */
    int state() {
        if (settled == UNSETTLED) {
            settled = states.numberOf(new State(afterLoad, loaded, computed, afterTaken, afterNarrow, unalignedInRow));
        }
        return settled;
    }

    /** Goes on from a state, so many cycles later. */
    void go(int state, int cycles) {
        settled = state;
        isAhead = true;
        now += cycles;
    }

    long now() {
        return now;
    }

    /** Makes the fields those of the state to which blocks have brought it. */
    void settle() {
        if (isAhead) {
            State state = states.numbered(settled);
            afterLoad = state.afterLoad;
            loaded = state.loaded;
            computed = state.computed;
            afterTaken = state.afterTaken;
            afterNarrow = state.afterNarrow;
            unalignedInRow = state.unalignedInRow;
        }
        isAhead = false;
        settled = UNSETTLED;
    }

    @Override
    public int exception() {
        now += M4Rule.EXCEPTION.cycles;
        return M4Rule.EXCEPTION.cycles;
    }

    @Override
    public CycleCauses causes() {
        return causes;
    }
}
