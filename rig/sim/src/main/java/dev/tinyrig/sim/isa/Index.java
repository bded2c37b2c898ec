package dev.tinyrig.sim.isa;

/** What a load or store does with its base register. */
enum Index {
    /** Leaves it alone. */
    OFFSET,
    /** Adds the offset first. */
    PRE,
    /** Adds the offset afterwards. */
    POST
}
