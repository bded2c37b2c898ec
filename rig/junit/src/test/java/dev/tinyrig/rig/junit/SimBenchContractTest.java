package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SimBenchContractTest extends BenchContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Override
    protected Bench bench(String name) {
        return new SimBench(name);
    }

    @Override
    protected Target target() {
        return HarnessImage.TARGET;
    }

    @Override
    protected ContractFirmware echo() {
        return HarnessImage.echo(folder);
    }

    @Override
    protected ContractFirmware crashing() {
        return HarnessImage.faulty(folder, Trigger.CRASH);
    }

    @Override
    protected ContractFirmware hanging() {
        return HarnessImage.faulty(folder, Trigger.HANG);
    }
}
