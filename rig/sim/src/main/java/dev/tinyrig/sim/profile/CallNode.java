package dev.tinyrig.sim.profile;

import dev.tinyrig.sim.timing.Cause;
import dev.tinyrig.sim.timing.Spent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function in the tree of calls, while it is counted. */
final class CallNode {
    final int function;
    private final int caller;
    private final int depth;
    private final int argument;
    private final Map<Long, CallNode> callees = new LinkedHashMap<>();

    /** The cycle model adds to it. */
    final Spent spent = new Spent();

    long calls;
    long instructions;

    private CallNode(int function, int caller, int argument, int depth) {
        this.function = function;
        this.caller = caller;
        this.argument = argument;
        this.depth = depth;
    }

    static CallNode root() {
        return new CallNode(0, 0, 0, 0);
    }

    int depth() {
        return depth;
    }

    /** The node of a function that this one calls from there. */
    CallNode callee(int called, int from, int firstArgument) {
        long key = (long) from << 32 | Integer.toUnsignedLong(called);
        return callees.computeIfAbsent(key, fresh -> new CallNode(called, from, firstArgument, depth + 1));
    }

    List<Profile.Call> copyOfCallees() {
        return callees.values().stream()
                .map(CallNode::copy)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty if nothing was counted here and below. */
    private Optional<Profile.Call> copy() {
        List<Profile.Call> below = copyOfCallees();
        Map<Cause, Long> cycles = spent.byCause();
        boolean idle = instructions == 0 && cycles.isEmpty() && below.isEmpty();
        return idle
                ? Optional.empty()
                : Optional.of(new Profile.Call(function, caller, argument, calls, instructions, cycles, below));
    }
}
