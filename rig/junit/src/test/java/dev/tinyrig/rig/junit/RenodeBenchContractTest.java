package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("renode")
final class RenodeBenchContractTest extends HarnessContract {
    @BeforeAll
    static void needsRenode() {
        RenodeInstalled.assume();
    }

    @Override
    protected Bench bench(String name) {
        return new RenodeBench(name);
    }
}
