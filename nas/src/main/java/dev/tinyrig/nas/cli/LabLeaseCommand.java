package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Tenure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Holds a board for a command. */
@Command(
        name = "lease",
        mixinStandardHelpOptions = true,
        description = {
            "Holds a board while a command runs, which finds TINYRIG_BOARD, TINYRIG_CONSOLE and TINYRIG_LEASE in its"
                    + " environment;",
            "ends with its exit code. The lease ends with this process, however that ends."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab lease nucleo-1 --patience 600 -- make flash")
final class LabLeaseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private LabOptions options = new LabOptions();

    @Parameters(index = "0", paramLabel = "BOARD", description = "which board")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "what to run meanwhile")
    private List<String> command = List.of();

    LabLeaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (BoardLab lab = options.open(terminal.environment())) {
            Board board = lab.file().board(name);
            try (Tenure tenure = lab.ledger().await(board.id(), "the command " + command.get(0), options.patience())) {
                return run(board, tenure);
            }
        }
    }

    private int run(Board board, Tenure tenure) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("TINYRIG_BOARD", board.id());
        builder.environment().put("TINYRIG_CONSOLE", board.console().toString());
        builder.environment().put("TINYRIG_LEASE", String.valueOf(tenure.token()));
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new RunException(
                    Fault.USAGE, "%s cannot be started: %s".formatted(command.get(0), e.getMessage()), e);
        }
    }
}
