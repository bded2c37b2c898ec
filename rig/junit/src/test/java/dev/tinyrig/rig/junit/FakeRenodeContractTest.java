package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode.Trick;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.bench.renode.RenodeExecutable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The Renode bench on a program that behaves like Renode. */
final class FakeRenodeContractTest extends HarnessContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void installs() throws IOException {
        FakeRenode.install(folder, Trick.NONE);
    }

    @Override
    protected Bench bench(String name) {
        return new RenodeBench(
                name,
                Map.of(RenodeExecutable.VARIABLE, folder.resolve("renode").toString(), "HOME", folder.toString()));
    }
}
