package dev.tinyrig.rig.junit;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.qemu.QemuBench;

/** Whether there is a QEMU; tests that need one are skipped loudly where there is none. */
final class QemuInstalled {
    private QemuInstalled() {}

    static void assume() {
        try {
            new QemuBench("probe").open(HarnessImage.TARGET).close();
        } catch (BenchException missing) {
            abort("NOTHING ran on QEMU: " + missing.getMessage());
        }
    }
}
