package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Rounding;
import java.util.OptionalInt;

/**
 * What the generator is asked for, beyond the network.
 *
 * @param arenaLimit bytes that activations and scratch should keep to; the scheduler then gives up speed for memory
 */
public record Options(Rounding rounding, Techniques techniques, OptionalInt arenaLimit) {
    /** Exact, quick, and no larger than the fullest layer needs. */
    public static final Options DEFAULT = new Options(Rounding.DOUBLE, Techniques.ALL, OptionalInt.empty());

    public Options with(Rounding other) {
        return new Options(other, techniques, arenaLimit);
    }

    public Options with(Techniques others) {
        return new Options(rounding, others, arenaLimit);
    }

    public Options within(int arenaBytes) {
        return new Options(rounding, techniques, OptionalInt.of(arenaBytes));
    }
}
