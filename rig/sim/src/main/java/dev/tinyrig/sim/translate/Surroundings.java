package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import dev.tinyrig.sim.timing.TimingModel;
import java.util.Optional;

/**
 * What translated code is translated for.
 *
 * @param flash a memory that it reads without asking the bus
 * @param ram a memory that it reads and, unless that is watched, writes without asking the bus
 * @param model what counts the cycles of its blocks
 */
public record Surroundings(Bus bus, Region flash, Region ram, boolean isWatched, Optional<TimingModel> model) {}
