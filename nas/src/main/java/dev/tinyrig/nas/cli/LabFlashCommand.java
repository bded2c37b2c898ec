package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Tenure;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes an image to a board. */
@Command(
        name = "flash",
        mixinStandardHelpOptions = true,
        description = {
            "Writes an ELF image to a board's flash, reads it back, and lets it run.",
            "Another chip than the board's is refused; sectors that hold the image already are not written again."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab flash nucleo-1 firmware.elf")
final class LabFlashCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private LabOptions options = new LabOptions();

    @Parameters(index = "0", paramLabel = "BOARD", description = "which board")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ELF", description = "the image")
    private Path elf = Path.of("");

    LabFlashCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (BoardLab lab = options.open(terminal.environment())) {
            Board board = lab.file().board(name);
            try (Tenure tenure = lab.ledger().await(name, "flashing " + elf, options.patience())) {
                tenure.requireCurrent();
                long before = erases(lab);
                lab.bay(board).flash(elf);
                terminal.out()
                        .printf("%s: %s written and read back; %d sectors erased%n", name, elf, erases(lab) - before);
            }
        } catch (Trouble e) {
            throw new RunException(Fault.RIG, e.getMessage(), e);
        }
        terminal.out().flush();
    }

    private long erases(BoardLab lab) {
        return lab.ledger().records().wear(name).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
