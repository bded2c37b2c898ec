package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** One borrower's wish, and the benches that have failed it so far. */
final class Request {
    private final Target target;
    private final Map<Desk, BenchException> refusals = new LinkedHashMap<>();
    private final Map<Desk, BenchException> faults;
    private final Map<Desk, Long> postponedTo = new LinkedHashMap<>();

    /** A wish for a bench, if possible none of those that have had {@code faults}. */
    Request(Target target, Map<Desk, BenchException> faults) {
        this.target = target;
        this.faults = Map.copyOf(faults);
    }

    Target target() {
        return target;
    }

    /** This bench could not be opened: it is not asked again. */
    void refused(Desk desk, BenchException why) {
        refusals.put(desk, why);
    }

    /** Another process has this bench: it is asked again after a while. */
    void postpone(Desk desk, Duration time) {
        postponedTo.put(desk, System.nanoTime() + time.toNanos());
    }

    /** Whether the bench was ever found in other hands. */
    boolean postponed(Desk desk) {
        return postponedTo.containsKey(desk) && !refusals.containsKey(desk);
    }

    /** Whether it is too early to ask for it again. */
    boolean postpones(Desk desk) {
        return postponedTo.getOrDefault(desk, Long.MIN_VALUE) > System.nanoTime();
    }

    /** How long to wait for news: where others tell us none, and a postponement may be over by now, only until {@code poll}. */
    long nap(long nanos, Duration poll) {
        return postponedTo.isEmpty() ? nanos : Math.min(nanos, poll.toNanos());
    }

    boolean allows(Desk desk) {
        return desk.bench().runs(target) && !refusals.containsKey(desk);
    }

    /** Benches without a fault first, then those that are already open for the target. */
    Comparator<Desk> preference() {
        return Comparator.<Desk, Boolean>comparing(faults::containsKey)
                .thenComparing(desk -> !desk.isOpenFor(target))
                .thenComparing(desk -> desk.bench().wear());
    }

    /** Why this bench was not had. */
    String reason(Desk desk) {
        BenchException refusal = refusals.get(desk);
        if (refusal != null) {
            return String.valueOf(refusal.getMessage());
        }
        return desk.bench().runs(target) ? "busy" : "does not run " + target.name();
    }
}
