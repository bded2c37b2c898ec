package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;
import java.util.concurrent.atomic.AtomicBoolean;

/** The simulator in this JVM: every target, nothing to install; it counts cycles by the model of the target's core. */
public final class SimBench implements Bench {
    private final String name;
    private final Counter counter;
    private final AtomicBoolean open = new AtomicBoolean();

    public SimBench(String name) {
        this(name, Counter.CYCLES);
    }

    private SimBench(String name, Counter counter) {
        this.name = name;
        this.counter = counter;
    }

    /** Without the cycle model: faster, and comparable to other simulators that count instructions. */
    public static SimBench countingInstructions(String name) {
        return new SimBench(name, Counter.INSTRUCTIONS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Fidelity fidelity() {
        return Fidelity.SIMULATED;
    }

    @Override
    public boolean runs(Target target) {
        return SimMachines.knows(target);
    }

    @Override
    public Session open(Target target) {
        if (!runs(target)) {
            throw BenchException.ofTest("%s knows no chip family '%s', the port of %s: choose another bench or target"
                    .formatted(name, target.port(), target.name()));
        }
        if (!open.compareAndSet(false, true)) {
            throw BenchException.ofTest("%s is in use: close the session that has it first".formatted(name));
        }
        return new SimSession(name, target, counter, () -> open.set(false));
    }
}
