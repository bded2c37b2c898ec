package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.BoardRecords.State;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Ledger;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the boards. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the boards: health and why, who has them, erases of the most worn sector.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab list --lab lab.yaml")
final class LabListCommand implements Runnable {
    private static final String ROW = "%-14s %-10s %-14s %-8s %-10s %5s  %s%n";

    private final Terminal terminal;

    @Mixin
    private LabOptions options = new LabOptions();

    LabListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (BoardLab lab = options.open(terminal.environment())) {
            terminal.out().printf(ROW, "BOARD", "TARGET", "HEALTH", "CONSOLE", "LEASE", "WEAR", "WHY");
            lab.file().boards().forEach(board -> print(lab, board));
        }
        terminal.out().flush();
    }

    private void print(BoardLab lab, Board board) {
        State state = lab.ledger().records().state(board.id());
        terminal.out()
                .printf(
                        ROW,
                        board.id(),
                        board.target(),
                        state.health().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        lab.bay(board).consoles().isThere(board.console()) ? "there" : "missing",
                        lab.ledger()
                                .lease(board.id())
                                .map(Ledger.Entry::pid)
                                .map("pid %d"::formatted)
                                .orElse("free"),
                        lab.ledger().records().mostWorn(board.id()),
                        state.reason());
    }
}
