package dev.tinyrig.sim.profile;

import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.timing.Cause;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the cycles of a stretch of a run went.
 *
 * @param roots what started without being called: the reset, handlers of exceptions, threads
 * @param mix instructions by kind
 */
public record Profile(List<Call> roots, Map<Kind, Share> mix) {
    /** Of no time at all. */
    public static final Profile NOTHING = new Profile(List.of(), Map.of());

    public Profile {
        roots = List.copyOf(roots);
        mix = Map.copyOf(mix);
    }

    /** Instructions of one kind, and their cycles. */
    public record Share(long instructions, long cycles) {
        static final Share NONE = new Share(0, 0);
    }

    /**
     * One function as it was called from one place by one chain of callers.
     *
     * @param function its first instruction
     * @param caller the instruction behind the one that called it; 0 for what was not called
     * @param argument R0 at the first of these calls
     * @param cycles of the function itself, without what it called
     */
    public record Call(
            int function,
            int caller,
            int argument,
            long calls,
            long instructions,
            Map<Cause, Long> cycles,
            List<Call> callees) {
        public Call {
            cycles = Map.copyOf(cycles);
            callees = List.copyOf(callees);
        }

        private boolean isSameAs(Call other) {
            return function == other.function && caller == other.caller;
        }

        private Call since(Call earlier) {
            Map<Cause, Long> spent = new EnumMap<>(Cause.class);
            cycles.forEach((cause, count) -> {
                long before = earlier.cycles.getOrDefault(cause, 0L);
                if (count > before) {
                    spent.put(cause, count - before);
                }
            });
            return new Call(
                    function,
                    caller,
                    argument,
                    calls - earlier.calls,
                    instructions - earlier.instructions,
                    spent,
                    Profile.since(callees, earlier.callees));
        }

        /** The cycles of the function itself. */
        public long ownCycles() {
            return sum(cycles);
        }

        /** This call and all below it. */
        public Stream<Call> all() {
            return Stream.concat(Stream.of(this), callees.stream().flatMap(Call::all));
        }

        /** What this and all below it spent. */
        public Map<Cause, Long> spent() {
            return total(all());
        }

        /** Instructions of this and all below it. */
        public long allInstructions() {
            return all().mapToLong(Call::instructions).sum();
        }
    }

    /** All calls. */
    public Stream<Call> calls() {
        return roots.stream().flatMap(Call::all);
    }

    /** All that was spent, by cause. */
    public Map<Cause, Long> spent() {
        return total(calls());
    }

    public long cycles() {
        return sum(spent());
    }

    public long instructions() {
        return calls().mapToLong(Call::instructions).sum();
    }

    /** What was added since an earlier profile of the same run. */
    public Profile since(Profile earlier) {
        Map<Kind, Share> since = new EnumMap<>(Kind.class);
        mix.forEach((kind, share) -> {
            Share before = earlier.mix.getOrDefault(kind, Share.NONE);
            if (share.instructions() > before.instructions()) {
                since.put(
                        kind,
                        new Share(share.instructions() - before.instructions(), share.cycles() - before.cycles()));
            }
        });
        return new Profile(since(roots, earlier.roots), since);
    }

    private static List<Call> since(List<Call> calls, List<Call> earlier) {
        return calls.stream()
                .map(call -> earlier.stream()
                        .filter(call::isSameAs)
                        .findFirst()
                        .map(call::since)
                        .orElse(call))
                .filter(call -> call.instructions() > 0
                        || call.ownCycles() > 0
                        || !call.callees().isEmpty())
                .toList();
    }

    /** The sum of what each of these calls spent itself. */
    public static Map<Cause, Long> total(Stream<Call> calls) {
        Map<Cause, Long> sums = new EnumMap<>(Cause.class);
        calls.forEach(call -> call.cycles().forEach((cause, cycles) -> sums.merge(cause, cycles, Long::sum)));
        return sums;
    }

    public static long sum(Map<Cause, Long> spent) {
        return spent.values().stream().mapToLong(Long::longValue).sum();
    }
}
