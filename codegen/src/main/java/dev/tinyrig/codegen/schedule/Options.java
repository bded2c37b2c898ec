package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.rig.target.Placement.Tcm;
import java.util.OptionalInt;

/**
 * What the generator is asked for, beyond the network.
 *
 * @param arenaLimit bytes that activations and scratch should keep to; the scheduler then gives up speed for memory
 * @param tcm what tightly coupled memories are used for
 */
public record Options(Rounding rounding, Techniques techniques, OptionalInt arenaLimit, Tcm tcm) {
    /** Exact, quick, and no larger than the fullest layer needs. */
    public static final Options DEFAULT = new Options(Rounding.DOUBLE, Techniques.ALL, OptionalInt.empty(), Tcm.DATA);

    public Options with(Rounding other) {
        return new Options(other, techniques, arenaLimit, tcm);
    }

    public Options with(Techniques others) {
        return new Options(rounding, others, arenaLimit, tcm);
    }

    public Options within(int arenaBytes) {
        return new Options(rounding, techniques, OptionalInt.of(arenaBytes), tcm);
    }

    public Options with(Tcm other) {
        return new Options(rounding, techniques, arenaLimit, other);
    }
}
