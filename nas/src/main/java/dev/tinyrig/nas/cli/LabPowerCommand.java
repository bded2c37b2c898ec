package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.board.Bay;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Tenure;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Switches a board's USB port. */
@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        description =
                "Switches a board's hub port with uhubctl; 'cycle' also makes sure that its console went and came back.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab power nucleo-1 cycle")
final class LabPowerCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private LabOptions options = new LabOptions();

    @Parameters(index = "0", paramLabel = "BOARD", description = "which board")
    private String name = "";

    @Parameters(index = "1", paramLabel = "on|off|cycle", description = "what to do")
    private Action action = Action.CYCLE;

    /** What can be done to a port. */
    enum Action {
        ON,
        OFF,
        CYCLE
    }

    LabPowerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (BoardLab lab = options.open(terminal.environment())) {
            Board board = lab.file().board(name);
            HubPort port = board.hub()
                    .orElseThrow(() -> new RunException(
                            Fault.USAGE, "%s has no hub in the lab's file: add its location and port".formatted(name)));
            try (Tenure tenure = lab.ledger().await(name, "switching its power", options.patience())) {
                tenure.requireCurrent();
                act(lab.bay(board), port);
                lab.ledger().records().note(name, Health.UNKNOWN, "its power was switched by hand");
            }
        }
    }

    private void act(Bay bay, HubPort port) {
        try {
            switch (action) {
                case ON -> bay.power().on(port);
                case OFF -> bay.power().off(port);
                case CYCLE -> bay.powerCycle(port);
            }
        } catch (IOException e) {
            throw new RunException(Fault.RIG, "%s: %s".formatted(name, e.getMessage()), e);
        }
    }
}
