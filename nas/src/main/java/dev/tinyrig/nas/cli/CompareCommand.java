package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.report.Comparison;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the winners of runs side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Sets the validated winners of runs side by side, a table for each target and its limits, with the margin of"
                    + " each table's first run over the others: paired, with its 95 %% interval and McNemar's p."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig compare results/evolved results/random results/mobilenetv2",
            "  tinyrig compare results/study/*/* --out results/study"
        })
final class CompareCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "RUN",
            arity = "2..*",
            description = "folders of runs; the first of each target is compared with the others")
    private List<Path> runs = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "folder for the tables as a page and as Markdown")
    private Optional<Path> out = Optional.empty();

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Comparison comparison = read();
        terminal.out().print(comparison.markdown());
        out.ifPresent(folder -> terminal.out().println("page: " + comparison.write(folder)));
        terminal.out().flush();
    }

    private Comparison read() {
        try {
            return Comparison.of(runs);
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
