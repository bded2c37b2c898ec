package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One borrower's wish, and the benches that could not be had for it so far. */
final class Request {
    private final Target target;
    private final Predicate<Desk> meant;
    private final Set<Desk> disliked;
    private final Map<Desk, BenchException> refusals = new LinkedHashMap<>();
    private final Map<Desk, Long> postponedTo = new LinkedHashMap<>();

    private Request(Target target, Predicate<Desk> meant, Collection<Desk> disliked) {
        this.target = target;
        this.meant = meant;
        this.disliked = Set.copyOf(disliked);
    }

    /** A wish for any bench that runs the target. */
    static Request of(Target target) {
        return new Request(target, any -> true, Set.of());
    }

    /** The same wish for a bench of which this is true. */
    Request only(Predicate<Desk> wanted) {
        return new Request(target, wanted, disliked);
    }

    /** The same wish; of several free benches, these are taken last. */
    Request ratherNot(Collection<Desk> desks) {
        return new Request(target, meant, desks);
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

    /** Whether it would take this bench if it could be had. */
    boolean isAbout(Desk desk) {
        return desk.bench().runs(target) && meant.test(desk);
    }

    boolean allows(Desk desk) {
        return isAbout(desk) && !refusals.containsKey(desk);
    }

    /** Benches without a fault first, then those that are already open for the target. */
    Comparator<Desk> preference() {
        return Comparator.<Desk, Boolean>comparing(disliked::contains)
                .thenComparing(desk -> !desk.isOpenFor(target))
                .thenComparing(desk -> desk.bench().wear());
    }

    /** Why this bench was not had. */
    String reason(Desk desk) {
        BenchException refusal = refusals.get(desk);
        if (refusal != null) {
            return String.valueOf(refusal.getMessage());
        }
        if (!desk.bench().runs(target)) {
            return "does not run " + target.name();
        }
        return isAbout(desk) ? "busy" : "not asked";
    }
}
