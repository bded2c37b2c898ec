package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;

/** The two memories that translated code reaches without asking the bus, and the bus for all others. */
public record Memories(Bus bus, Region flash, Region ram, boolean isWatched) {}
