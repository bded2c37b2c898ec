package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.report.Report;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renders the report of a run again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Renders the HTML report of a run from its log alone.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig report results/speech-commands-20260102-030405")
final class ReportCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "folder of the run")
    private Path run = Path.of("");

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out().println("report: " + Report.write(run));
    }
}
