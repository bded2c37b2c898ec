package dev.tinyrig.sim.timing;

import java.util.EnumMap;
import java.util.Map;

/** Cycles by cause, while they are counted. */
public final class Spent {
    private final long[] cycles = new long[Cause.values().length];

    void add(Cause cause, long more) {
        cycles[cause.slot] += more;
    }

    /** Those that are not 0. */
    public Map<Cause, Long> byCause() {
        Map<Cause, Long> spent = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            if (cycles[cause.slot] != 0) {
                spent.put(cause, cycles[cause.slot]);
            }
        }
        return spent;
    }
}
