package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.sim.SimBench;

final class SimBenchContractTest extends HarnessContract {
    @Override
    protected Bench bench(String name) {
        return new SimBench(name);
    }
}
