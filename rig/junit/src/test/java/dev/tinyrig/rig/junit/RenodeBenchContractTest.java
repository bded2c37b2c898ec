package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("renode")
final class RenodeBenchContractTest extends BenchContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void needsRenode() {
        RenodeInstalled.assume();
    }

    @Override
    protected Bench bench(String name) {
        return new RenodeBench(name);
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
