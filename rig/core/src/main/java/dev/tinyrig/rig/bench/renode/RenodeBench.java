package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.RenodePlatform;
import dev.tinyrig.rig.target.Target;
import java.util.Map;

/** Renode with a machine from our own platform description; it counts instructions exactly and models no cycles. */
public final class RenodeBench implements Bench {
    /** What whoever starts one should be told. */
    public static final String WARNING = "Renode's monitor and console listen on all network interfaces while it runs, "
            + "and whoever reaches them can run programs here: keep this machine behind a firewall";

    private final String name;
    private final Map<String, String> environment;
    private final SoleUse use;

    public RenodeBench(String name) {
        this(name, System.getenv());
    }

    /** A bench that looks for Renode and a home for it as these environment variables say. */
    public RenodeBench(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        this.use = new SoleUse(name);
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
        return RenodePlatform.knows(target);
    }

    /** Renode itself starts with the first firmware. */
    @Override
    public Session open(Target target) {
        if (!runs(target)) {
            throw BenchException.ofTest(
                    "%s has no platform for %s: choose another bench or target".formatted(name, target.name()));
        }
        RenodeExecutable executable = RenodeExecutable.find(environment);
        return new RenodeSession(name, executable, environment, target, use.begin());
    }
}
