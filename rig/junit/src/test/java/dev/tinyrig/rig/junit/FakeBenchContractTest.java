package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;

final class FakeBenchContractTest extends FakeBenchContract {
    @Override
    protected Bench bench(String name) {
        return fake(name);
    }
}
