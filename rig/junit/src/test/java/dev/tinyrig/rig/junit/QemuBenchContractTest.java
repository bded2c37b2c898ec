package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import org.junit.jupiter.api.BeforeAll;

final class QemuBenchContractTest extends HarnessContract {
    @BeforeAll
    static void needsQemu() {
        QemuInstalled.assume();
    }

    @Override
    protected Bench bench(String name) {
        return new QemuBench(name);
    }
}
