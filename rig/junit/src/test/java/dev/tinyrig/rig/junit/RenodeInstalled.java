package dev.tinyrig.rig.junit;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.renode.RenodeExecutable;

/** Whether there is a real Renode; tests that need one are skipped loudly where there is none. */
final class RenodeInstalled {
    private RenodeInstalled() {}

    static void assume() {
        try {
            RenodeExecutable.find(System.getenv());
        } catch (BenchException missing) {
            abort("NOTHING ran on a real Renode: " + missing.getMessage());
        }
    }
}
