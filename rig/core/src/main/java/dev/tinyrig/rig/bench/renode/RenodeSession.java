package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse.Turn;
import dev.tinyrig.rig.console.OwningWire;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Keeps one Renode warm from the first firmware on; where it hangs or dies, a new one repeats the workload once. */
final class RenodeSession implements Session {
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(20);

    /** Renode takes some 70 KB more with each firmware, and never gives them back. */
    private static final int LOADS_PER_PROCESS = 500;

    private final RenodeExecutable executable;
    private final Map<String, String> environment;
    private final ConsoleRun.Setting setting;
    private final Turn turn;
    private Optional<RenodeMachine> warm = Optional.empty();

    RenodeSession(
            String bench, RenodeExecutable executable, Map<String, String> environment, Target target, Turn turn) {
        this.executable = executable;
        this.environment = environment;
        this.turn = turn;
        this.setting = new ConsoleRun.Setting(
                bench,
                Fidelity.SIMULATED,
                target,
                // The platform's DWT of 100 MHz on a core of 100 MIPS: CYCCNT moves by one an instruction.
                new ConsoleRun.Counting("dwt", Counter.INSTRUCTIONS, target.cyclesPerInstruction()),
                BOOT_PATIENCE);
    }

    @Override
    public Outcome run(Firmware firmware, Workload workload) {
        turn.requireCurrent();
        Optional<Outcome> rejection = new ConsoleRun(setting, firmware, workload).rejection();
        return rejection.orElseGet(() -> emulated(firmware, workload));
    }

    @Override
    public Wire console(Firmware firmware) {
        turn.requireCurrent();
        setting.requireFitting(firmware);
        try {
            RenodeMachine machine = machine();
            machine.start(firmware.elf());
            return new OwningWire(new RenodeWire(machine), machine::pause);
        } catch (RenodeException e) {
            discard();
            throw new BenchException("%s: Renode failed: %s".formatted(setting.bench(), e.getMessage()), e);
        }
    }

    private Outcome emulated(Firmware firmware, Workload workload) {
        try {
            return attempt(firmware, workload);
        } catch (RenodeException first) {
            discard();
            try {
                return attempt(firmware, workload);
            } catch (RenodeException second) {
                discard();
                throw new BenchException(
                        "%s: Renode failed twice, first: %s; then, in a new process: %s; try %s by hand"
                                .formatted(setting.bench(), first.getMessage(), second.getMessage(), executable.path()),
                        second);
            }
        }
    }

    private Outcome attempt(Firmware firmware, Workload workload) {
        ConsoleRun run = new ConsoleRun(setting, firmware, workload);
        RenodeMachine machine = machine();
        machine.start(firmware.elf());
        Outcome outcome = run.over(new RenodeWire(machine), gone -> {
            throw new RenodeException("its console ended: %s; it said: %s".formatted(gone.getMessage(), machine.log()));
        });
        machine.pause();
        return outcome.match(
                measured -> new SilentFaults(machine, setting.target()).in(measured, firmware, workload),
                rejected -> rejected,
                crashed -> crashed);
    }

    private RenodeMachine machine() {
        if (warm.filter(machine -> machine.loads() < LOADS_PER_PROCESS && machine.isRunning())
                .isEmpty()) {
            discard();
            warm = Optional.of(RenodeMachine.start(executable, environment, setting.target()));
        }
        return warm.orElseThrow();
    }

    private void discard() {
        warm.ifPresent(RenodeMachine::close);
        warm = Optional.empty();
    }

    @Override
    public void close() {
        turn.end(this::discard);
    }
}
