package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.Passed;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.lab.Tenure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks boards, and takes those back into service that pass. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the golden firmware on boards; one that fails is reset, then power-cycled, then out of service.",
            "A board that is out of service is back when it passes. Exit code 6 if one does not.",
            "One line a board says by which probe, console and power it was reached."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab check nucleo-1")
final class LabCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private LabOptions options = new LabOptions();

    @Parameters(paramLabel = "BOARD", description = "which boards; all if none is given")
    private List<String> names = List.of();

    LabCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BoardLab lab = options.open(terminal.environment())) {
            List<Board> boards = names.isEmpty()
                    ? lab.file().boards()
                    : names.stream().map(lab.file()::board).toList();
            long sound = boards.stream().filter(board -> passes(lab, board)).count();
            options.removeGolden(lab.file());
            return (sound == boards.size() ? ExitCode.OK : ExitCode.RIG).code();
        }
    }

    private boolean passes(BoardLab lab, Board board) {
        try (Tenure tenure = lab.ledger().await(board.id(), "a check", options.patience())) {
            tenure.requireCurrent();
            lab.requireProgram(board);
            Passed passed = lab.bench(board).check();
            terminal.out().printf("%s: sound; %s%n", board.id(), passed);
            return true;
        } catch (BenchException | LabException e) {
            terminal.err().printf("tinyrig: %s%n", e.getMessage());
            return false;
        } finally {
            terminal.out().flush();
        }
    }
}
