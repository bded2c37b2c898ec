package dev.tinyrig.sim.isa;

/** When an encoding that can set the flags does so. */
enum FlagRule {
    NEVER,
    /** The S bit of a 32-bit encoding. */
    S_BIT,
    /** Most 16-bit data processing. */
    OUTSIDE_IT
}
