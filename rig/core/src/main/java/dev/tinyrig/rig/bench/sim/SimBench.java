package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;

/** The simulator in this JVM: every target, nothing to install; it counts cycles by the model of the target's core. */
public final class SimBench implements Bench {
    private final String name;
    private final Counter counter;
    private final SoleUse use;

    public SimBench(String name) {
        this(name, Counter.CYCLES);
    }

    private SimBench(String name, Counter counter) {
        this.name = name;
        this.counter = counter;
        this.use = new SoleUse(name);
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
        return new SimSession(name, target, counter, use.begin());
    }
}
