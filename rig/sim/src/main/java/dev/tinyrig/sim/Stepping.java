package dev.tinyrig.sim;

/** Executes instructions one after another. */
interface Stepping {
    /** To be called whenever the machine has looked up. */
    default void begin() {}

    /** Runs until something wants attention, at most to a time on the clock if a model counts it. */
    void run(long end);

    /** The same, but only until something other than the next instruction follows. */
    void runToBranch(CodeSpace space, long end);

    /** Runs one instruction. */
    void step(CodeSpace space);
}
