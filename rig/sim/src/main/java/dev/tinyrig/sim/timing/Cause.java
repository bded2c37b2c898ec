package dev.tinyrig.sim.timing;

/** What a cycle was spent on. */
public enum Cause {
    /** The instruction itself. */
    ISSUE(0),
    /** Waiting for an operand, an address or a load. */
    LOAD_USE(1),
    /** Alignment, and instructions that had not arrived. */
    FETCH(2),
    /** Wait states of flash. */
    FLASH_STALL(3),
    /** Filling a line of an L1 cache. */
    CACHE_MISS(4),
    /** Refilling the pipeline. */
    BRANCH(5),
    /** Entering and leaving exceptions. */
    EXCEPTION(6),
    /** Waiting for an interrupt in WFI. */
    SLEEP(7);

    /** Where its cycles are counted. */
    final int slot;

    Cause(int slot) {
        this.slot = slot;
    }
}
