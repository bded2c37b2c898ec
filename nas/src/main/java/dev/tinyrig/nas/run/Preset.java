package dev.tinyrig.nas.run;

import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Limits;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much to search, and under which limits where the user gives none. */
public enum Preset {
    /** Some 20 minutes on two cores. */
    QUICK(40, 10, 5, 60, 16, 96),
    /** A smoke test of two minutes, whose winner recognises little. */
    TINY(6, 3, 3, 60, 16, 96);

    private final int population;
    private final int parents;
    private final int generations;
    private final double maxLatencyMs;
    private final double maxSramKb;
    private final double maxFlashKb;

    Preset(int population, int parents, int generations, double maxLatencyMs, double maxSramKb, double maxFlashKb) {
        this.population = population;
        this.parents = parents;
        this.generations = generations;
        this.maxLatencyMs = maxLatencyMs;
        this.maxSramKb = maxSramKb;
        this.maxFlashKb = maxFlashKb;
    }

    /** The preset that the user calls so. */
    public static Preset named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new RunException(
                        Fault.USAGE,
                        "unknown preset '%s'; known are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(values())
                                                .map(Preset::label)
                                                .collect(Collectors.joining(", ")))));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Evolution.Settings evolution(long seed) {
        return new Evolution.Settings(population, parents, generations, 0.1, seed);
    }

    public Limits limits() {
        return new Limits(maxLatencyMs, maxSramKb, maxFlashKb);
    }
}
