package dev.tinyrig.sim.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockStepTest {
    private static final int CELLS = 12_000;

    @ParameterizedTest
    @EnumSource(LockStep.Target.class)
    void randomProgramLeavesTheSameStateAsInQemu(LockStep.Target target, @TempDir Path folder)
            throws InterruptedException {
        assumeTrue(QemuOracle.isInstalled(), "SKIPPED: qemu-system-arm is not on the PATH, nothing to compare with");
        LockStep lockStep = new LockStep(target, 20260101, CELLS);

        List<String> differences = lockStep.differences(folder);

        assertThat(differences).isEmpty();
        assertThat(lockStep.cells().instructions()).isGreaterThan(20_000);
        assertThat(lockStep.cells().coverage()).hasSameSizeAs(lockStep.cells().encodings());
    }
}
