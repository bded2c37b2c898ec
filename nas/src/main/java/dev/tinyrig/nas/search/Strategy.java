package dev.tinyrig.nas.search;

import dev.tinyrig.rig.names.Choices;

/** How a search makes its proposals. */
public enum Strategy {
    /** Generations, each bred of the best so far. */
    EVOLUTION,
    /** As many random networks: what evolution has to beat. */
    RANDOM,
    /** Evolution without generations, which keeps every bench busy. */
    STEADY,
    /** Generations bred of the Pareto front of accuracy, latency and peak SRAM, by NSGA-II. */
    PARETO;

    /** Such as {@code evolution}. */
    public String label() {
        return Choices.label(this);
    }
}
