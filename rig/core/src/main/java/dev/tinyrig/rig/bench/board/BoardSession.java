package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse.Turn;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.console.OwningWire;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import java.util.function.Supplier;

/** Flashes the board for each firmware; console and probe are held only while one runs. */
final class BoardSession implements Session {
    private final Bay bay;
    private final ConsoleRun.Setting setting;
    private final Turn turn;

    BoardSession(Bay bay, ConsoleRun.Setting setting, Turn turn) {
        this.bay = bay;
        this.setting = setting;
        this.turn = turn;
    }

    @Override
    public Outcome run(Firmware firmware, Workload workload) {
        turn.requireCurrent();
        ConsoleRun run = new ConsoleRun(setting, firmware, workload);
        return run.rejection().orElseGet(() -> onBoard(() -> new BoardRun(bay, firmware, run).outcome()));
    }

    /** Flashed and verified as for a run; what the console says is then for the caller to judge. */
    @Override
    public Wire console(Firmware firmware) {
        turn.requireCurrent();
        setting.requireFitting(firmware);
        return onBoard(() -> {
            Talk talk = bay.talk();
            try {
                bay.flash(firmware.elf());
                return new OwningWire(talk.wire(), talk::close);
            } catch (RuntimeException e) {
                talk.close();
                throw e;
            }
        });
    }

    private <T> T onBoard(Supplier<T> work) {
        try {
            return work.get();
        } catch (Trouble e) {
            bay.records().note(setting.bench(), Health.SUSPECT, e.getMessage());
            throw new BenchException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        turn.end();
    }
}
