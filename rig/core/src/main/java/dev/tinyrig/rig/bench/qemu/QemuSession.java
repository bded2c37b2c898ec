package dev.tinyrig.rig.bench.qemu;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse.Turn;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.console.ConsoleSocket;
import dev.tinyrig.rig.console.OwningWire;
import dev.tinyrig.rig.console.SocketWire;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.process.GuardedProcess;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts one QEMU for each firmware; its console is a Unix-domain socket, so there is no port to clash on. */
final class QemuSession implements Session {
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(20);
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private final Path program;
    private final ConsoleRun.Setting setting;
    private final Turn turn;

    QemuSession(String bench, Path program, Target target, Turn turn) {
        this.program = program;
        this.turn = turn;
        this.setting = new ConsoleRun.Setting(
                bench,
                Fidelity.SIMULATED,
                target,
                // With -icount shift=0 the emulated TIM2 ticks at 1 GHz of a clock that moves 1 ns an instruction.
                new ConsoleRun.Counting("tim2", Counter.INSTRUCTIONS, target.cyclesPerInstruction()),
                BOOT_PATIENCE);
    }

    @Override
    public Outcome run(Firmware firmware, Workload workload) {
        turn.requireCurrent();
        ConsoleRun run = new ConsoleRun(setting, firmware, workload);
        return run.rejection().orElseGet(() -> emulate(run, firmware.elf()));
    }

    @Override
    public Wire console(Firmware firmware) {
        turn.requireCurrent();
        setting.requireFitting(firmware);
        try (ConsoleSocket socket = ConsoleSocket.open()) {
            GuardedProcess qemu = GuardedProcess.start(command(socket.path(), firmware.elf()));
            try {
                return new OwningWire(connection(socket, qemu), qemu::close);
            } catch (RuntimeException e) {
                qemu.close();
                throw e;
            }
        } catch (IOException e) {
            throw noSocket(e);
        }
    }

    @Override
    public void close() {
        turn.end();
    }

    private Outcome emulate(ConsoleRun run, Path elf) {
        try (ConsoleSocket socket = ConsoleSocket.open();
                GuardedProcess qemu = GuardedProcess.start(command(socket.path(), elf))) {
            SocketWire wire = connection(socket, qemu);
            return run.over(wire, gone -> postMortem(qemu, gone));
        } catch (IOException e) {
            throw noSocket(e);
        }
    }

    private BenchException noSocket(IOException e) {
        return new BenchException(
                "%s: no console socket, %s; -Djava.io.tmpdir may name a directory with space and a short path"
                        .formatted(setting.bench(), e.getMessage()),
                e);
    }

    private List<String> command(Path socket, Path elf) {
        return List.of(
                program.toString(),
                "-machine",
                "netduinoplus2",
                "-icount",
                "shift=0",
                "-nodefaults",
                "-display",
                "none",
                "-chardev",
                // A comma within a value is written twice.
                "socket,id=console,path=" + socket.toString().replace(",", ",,"),
                "-serial",
                "chardev:console",
                "-kernel",
                elf.toString());
    }

    private SocketWire connection(ConsoleSocket socket, GuardedProcess qemu) {
        try {
            return socket.accept(START_PATIENCE, qemu.onExit());
        } catch (IOException e) {
            throw new BenchException(
                    "%s: %s did not start: %s; %s".formatted(setting.bench(), program, e.getMessage(), epitaph(qemu)),
                    e);
        }
    }

    /** The guest's lock-up aborts QEMU and is the firmware's fault; any other end is QEMU's or ours. */
    private Outcome postMortem(GuardedProcess qemu, ConsoleException gone) {
        String detail = "%s; %s".formatted(gone.getMessage(), epitaph(qemu));
        if (end(qemu).filter(QemuEnd::isLockUp).isPresent()) {
            return new Outcome.Crashed(detail, gone.tail() + "\n" + qemu.lastOutput());
        }
        throw new BenchException("%s: %s".formatted(setting.bench(), detail), gone);
    }

    private static Optional<QemuEnd> end(GuardedProcess qemu) {
        OptionalInt code = qemu.exitCode(END_PATIENCE);
        return code.isEmpty() ? Optional.empty() : Optional.of(new QemuEnd(code.getAsInt(), qemu.lastOutput()));
    }

    private static String epitaph(GuardedProcess qemu) {
        return end(qemu).map(QemuEnd::toString).orElse("QEMU still runs");
    }
}
