package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.profile.CallTree;
import dev.tinyrig.sim.profile.Profile;
import dev.tinyrig.sim.profile.Trace;
import dev.tinyrig.sim.profile.Watcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What watches one run of an image: its calls, each of its instructions, or nothing. */
final class Probes {
    private final Machine machine;
    private final Optional<CallTree> calls;
    private final Optional<Trace> trace;

    private Probes(Machine machine, Optional<CallTree> calls, Optional<Trace> trace) {
        this.machine = machine;
        this.calls = calls;
        this.trace = trace;
    }

    static Probes on(Machine machine, Image image, Explanation wanted) {
        Optional<CallTree> calls = machine.causes()
                .filter(causes -> wanted.profile())
                .map(causes -> new CallTree(machine.cpu(), causes, image.symbols()::startsFunction));
        Optional<Trace> trace =
                wanted.trace().map(to -> new Trace(machine.cpu(), to.out(), to.limit(), image.symbols()::at));
        List<Watcher> watchers = Stream.<Optional<? extends Watcher>>of(calls, trace)
                .<Watcher>flatMap(Optional::stream)
                .toList();
        if (!watchers.isEmpty()) {
            machine.watch(watchers);
        }
        return new Probes(machine, calls, trace);
    }

    /** Of what has run so far; of nothing if that was not wanted. */
    Profile profile() {
        return calls.map(CallTree::profile).orElse(Profile.NOTHING);
    }

    /** What the calls return to that had not returned when the image faulted, the innermost first, as far as is known. */
    List<Integer> callers() {
        boolean handled = machine.cpu().exceptions.inFaultHandler();
        return calls.map(tree -> handled ? tree.interruptedCallers() : tree.callers())
                .orElse(List.of());
    }

    /** Instructions that the trace left out because of its limit. */
    long leftOut() {
        return trace.map(Trace::leftOut).orElse(0L);
    }
}
