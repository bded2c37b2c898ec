package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.profile.CallTree;
import dev.tinyrig.sim.profile.Trace;
import dev.tinyrig.sim.profile.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What watches one run of an image: its calls always, and each instruction if a trace is wanted. */
final class Probes {
    final CallTree calls;
    private final Optional<Trace> trace;

    private Probes(CallTree calls, Optional<Trace> trace) {
        this.calls = calls;
        this.trace = trace;
    }

    static Probes on(Machine machine, Image image, Optional<TraceFile> file) {
        CallTree calls = new CallTree(machine.cpu(), machine.causes().orElseThrow(), image.symbols()::startsFunction);
        Optional<Trace> trace = file.map(to -> new Trace(machine.cpu(), to.out(), to.limit(), image.symbols()::at));
        List<Watcher> watchers = new ArrayList<>(List.of(calls));
        trace.ifPresent(watchers::add);
        machine.watch(watchers);
        return new Probes(calls, trace);
    }

    /** What the calls return to that had not returned when the image faulted, the innermost first. */
    List<Integer> callers(Machine machine) {
        return machine.cpu().exceptions.inFaultHandler() ? calls.interruptedCallers() : calls.callers();
    }

    /** Instructions that the trace left out because of its limit. */
    long leftOut() {
        return trace.map(Trace::leftOut).orElse(0L);
    }
}
