package dev.tinyrig.rig.bench.qemu;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.process.Program;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.util.Map;

/** QEMU's machine {@code netduinoplus2}, an STM32F405 that counts instructions exactly; one process per firmware. */
public final class QemuBench implements Bench {
    /** The one target that a QEMU machine matches in memory map and console. */
    public static final String TARGET = "stm32f405";

    private static final Program QEMU =
            new Program("qemu-system-arm", "TINYRIG_QEMU", "run 'apt-get install qemu-system-arm'");

    private final String name;
    private final Map<String, String> environment;
    private final SoleUse use;

    public QemuBench(String name) {
        this(name, System.getenv());
    }

    /** A bench that looks for QEMU as these environment variables say. */
    public QemuBench(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        this.use = new SoleUse(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Fidelity fidelity() {
        return Fidelity.SIMULATED;
    }

    @Override
    public boolean runs(Target target) {
        return target.name().equals(TARGET);
    }

    @Override
    public Session open(Target target) {
        if (!runs(target)) {
            throw BenchException.ofTest(
                    "%s runs %s, not %s: choose another bench or target".formatted(name, TARGET, target.name()));
        }
        Path qemu = QEMU.look(environment).orElseThrow(() -> new BenchException(QEMU.absence(environment)));
        return new QemuSession(name, qemu, target, use.begin());
    }
}
