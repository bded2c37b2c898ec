package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse.Turn;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;

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
        return run.rejection().orElseGet(() -> onBoard(run, firmware));
    }

    private Outcome onBoard(ConsoleRun run, Firmware firmware) {
        try {
            return new BoardRun(bay, firmware, run).outcome();
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
