package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse.Turn;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;

/** Makes a new machine for each firmware. */
final class SimSession implements Session {
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(20);

    private final ConsoleRun.Setting setting;
    private final Turn turn;

    SimSession(String bench, Target target, Counter counter, Turn turn) {
        this.turn = turn;
        this.setting =
                new ConsoleRun.Setting(bench, Fidelity.SIMULATED, target, counting(counter, target), BOOT_PATIENCE);
    }

    /** What the simulated CYCCNT counts: without a model it moves by one an instruction. */
    private static ConsoleRun.Counting counting(Counter counter, Target target) {
        return switch (counter) {
            case CYCLES -> new ConsoleRun.Counting("dwt", counter, 1);
            case INSTRUCTIONS -> new ConsoleRun.Counting("dwt", counter, target.cyclesPerInstruction());
        };
    }

    @Override
    public Outcome run(Firmware firmware, Workload workload) {
        turn.requireCurrent();
        ConsoleRun run = new ConsoleRun(setting, firmware, workload);
        return run.rejection().orElseGet(() -> simulate(run, firmware));
    }

    private Outcome simulate(ConsoleRun run, Firmware firmware) {
        return run.over(started(firmware), gone -> new Outcome.Crashed(String.valueOf(gone.getMessage()), gone.tail()));
    }

    @Override
    public Wire console(Firmware firmware) {
        turn.requireCurrent();
        setting.requireFitting(firmware);
        return started(firmware);
    }

    private SimWire started(Firmware firmware) {
        Image image = Image.read(firmware.elf(), setting.target());
        return SimWire.to(setting.target(), image, setting.counting().counter());
    }

    @Override
    public void close() {
        turn.end();
    }
}
