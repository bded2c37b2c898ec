package dev.tinyrig.nas.run;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.target.Targets;

/**
 * Compiler and emulator for tests that need real ones; where they are missing the test is skipped, and says so, or fails
 * where {@code -Dtinyrig.benches.required=true} promises them.
 */
final class Tools {
    private Tools() {}

    static Toolchain toolchain() {
        try {
            return Toolchain.find(System.getenv());
        } catch (ToolchainException e) {
            return abort(said(e));
        }
    }

    static QemuBench qemu(String name) {
        QemuBench bench = new QemuBench(name);
        try {
            bench.open(Targets.load().named(QemuBench.TARGET)).close();
            return bench;
        } catch (BenchException e) {
            return abort(said(e));
        }
    }

    private static String said(RuntimeException missing) {
        if (Boolean.getBoolean("tinyrig.benches.required")) {
            throw missing;
        }
        String reason = "SKIPPED: " + missing.getMessage();
        System.err.println(reason);
        return reason;
    }
}
