package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A bench for tests: its devices are functions, it needs nothing installed, and no time passes in it. */
public final class FakeBench implements Bench {
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Function<Firmware, FakeDevice> devices;
    private final Set<Integer> brokenRuns;
    private final AtomicInteger runs = new AtomicInteger();
    private final SoleUse use;

    /** A sound bench on which each firmware finds the device that {@code devices} gives. */
    public FakeBench(String name, Function<Firmware, FakeDevice> devices) {
        this(name, devices, Set.of());
    }

    /** A bench that fails by its own fault at its n-th run for each n in {@code brokenRuns}, counted from 1. */
    public FakeBench(String name, Function<Firmware, FakeDevice> devices, Set<Integer> brokenRuns) {
        this.name = name;
        this.devices = devices;
        this.brokenRuns = Set.copyOf(brokenRuns);
        this.use = new SoleUse(name);
    }

    @Override
    public String name() {
        return name;
    }

    /** No firmware runs here, so its numbers are worth as much as a prediction. */
    @Override
    public Fidelity fidelity() {
        return Fidelity.PREDICTED;
    }

    @Override
    public boolean runs(Target target) {
        return true;
    }

    /** How many workloads it was given so far. */
    public int runs() {
        return runs.get();
    }

    @Override
    public Session open(Target target) {
        return new FakeSession(target, use.begin());
    }

    private final class FakeSession implements Session {
        private final ConsoleRun.Setting setting;
        private final SoleUse.Turn turn;

        FakeSession(Target target, SoleUse.Turn turn) {
            this.turn = turn;
            setting = new ConsoleRun.Setting(
                    name, fidelity(), target, new ConsoleRun.Counting("dwt", Counter.CYCLES, 1), BOOT_PATIENCE);
        }

        @Override
        public Outcome run(Firmware firmware, Workload workload) {
            turn.requireCurrent();
            if (brokenRuns.contains(runs.incrementAndGet())) {
                throw new BenchException("%s: run %d was told to fail".formatted(name, runs.get()));
            }
            ConsoleRun run = new ConsoleRun(setting, firmware, workload);
            return run.rejection().orElseGet(() -> over(run, firmware));
        }

        private Outcome over(ConsoleRun run, Firmware firmware) {
            return run.over(started(firmware), gone -> {
                throw new BenchException("%s: %s".formatted(name, gone.getMessage()), gone);
            });
        }

        @Override
        public Wire console(Firmware firmware) {
            turn.requireCurrent();
            setting.requireFitting(firmware);
            return started(firmware);
        }

        private FakeWire started(Firmware firmware) {
            return new FakeWire(devices.apply(firmware), firmware, setting.target());
        }

        @Override
        public void close() {
            turn.end();
        }
    }
}
