package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Insn;
import java.util.List;

/** Says how many cycles a core takes, told each instruction in the order in which it executes. */
public interface TimingModel {
    /**
     * The cycles that an instruction adds.
     *
     * @param address where it loads or stores, if it does
     * @param next the address of the instruction after it
     */
    int execute(Insn insn, int address, int next);

    /** The cycles that an instruction adds that failed its condition. */
    int skip(Insn insn);

    /** The cycles of entering or leaving an exception. */
    int exception();

    CycleCauses causes();

    /** The same for instructions that are executed together often. */
    default BlockTimes block(List<BlockTimes.Step> steps) {
        return new BlockTimes.OneByOne(this, steps);
    }
}
