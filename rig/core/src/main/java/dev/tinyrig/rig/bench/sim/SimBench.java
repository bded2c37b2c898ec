package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;
import java.util.concurrent.atomic.AtomicBoolean;

/** The simulator in this JVM: every target, nothing to install; it counts instructions exactly. */
public final class SimBench implements Bench {
    private final String name;
    private final AtomicBoolean open = new AtomicBoolean();

    public SimBench(String name) {
        this.name = name;
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
        return new SimSession(name, target, () -> open.set(false));
    }
}
