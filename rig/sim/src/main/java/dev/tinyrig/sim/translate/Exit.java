package dev.tinyrig.sim.translate;

/**
 * A way out of translated code.
 *
 * @param pc where to go on, unless that is computed
 * @param uncounted instructions of the last block that were counted but not executed
 * @param itState ITSTATE there
 * @param block the number of the last block
 * @param untimed how many of its steps the cycle model has not been told of
 */
public record Exit(int pc, int uncounted, int itState, Why why, int block, int untimed) {
    /** One where all blocks are counted and timed to their end. */
    Exit(int pc, int uncounted, int itState, Why why) {
        this(pc, uncounted, itState, why, 0, 0);
    }

    public enum Why {
        /** The program goes on elsewhere. */
        ONWARD,
        /** The same, where a register or memory says. */
        COMPUTED,
        /** The next instruction is one for the interpreter. */
        INTERPRET,
        /** Fewer instructions are left to be executed than a block has. */
        LIMIT
    }
}
