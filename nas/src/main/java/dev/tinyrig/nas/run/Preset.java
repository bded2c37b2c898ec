package dev.tinyrig.nas.run;

import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.rig.names.Choices;

/** How much to search. */
public enum Preset {
    /** Up to an hour and a half on two cores. */
    STANDARD(64, 16, 12, 5),
    /** Some 20 minutes on two cores. */
    QUICK(40, 10, 5, 3),
    /** A smoke test of two minutes, whose winner recognises little. */
    TINY(6, 3, 3, 2);

    private static final Choices<Preset> CHOICES = new Choices<>(Preset.class);

    private final int population;
    private final int parents;
    private final int generations;
    private final int finalists;

    Preset(int population, int parents, int generations, int finalists) {
        this.population = population;
        this.parents = parents;
        this.generations = generations;
        this.finalists = finalists;
    }

    /** The preset that the user calls so. */
    public static Preset named(String name) {
        return CHOICES.find(name).orElseThrow(() -> new RunException(Fault.USAGE, CHOICES.unknown("preset", name)));
    }

    public String label() {
        return Choices.label(this);
    }

    /** How many of the best candidates are trained further and judged again, since validation alone tells them not apart. */
    int finalists() {
        return finalists;
    }

    public Evolution.Settings evolution(Strategy strategy, long seed) {
        return new Evolution.Settings(population, parents, generations, 0.1, strategy, seed);
    }
}
