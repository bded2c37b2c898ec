package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.cli.Finding.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is installed, and what to do about what is not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says which programs and data are there, in which version, and what to do about what is missing.",
            "Ends with 3 if a search without options could not run."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig doctor --data speech_commands")
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DIR", description = "data set to look at; default $TINYRIG_DATA")
    private Optional<String> data = Optional.empty();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        findings.forEach(finding -> terminal.out().println(finding.line()));
        List<String> missing = findings.stream()
                .filter(finding -> finding.need() == Need.SEARCH && !finding.isFine())
                .map(Finding::name)
                .toList();
        terminal.out()
                .println(
                        missing.isEmpty()
                                ? "a search can run"
                                : "NO search can run: " + String.join(", ", missing) + " missing or unfit");
        terminal.out().flush();
        return (missing.isEmpty() ? ExitCode.OK : ExitCode.MISSING_TOOL).code();
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(jdk());
        all.addAll(Stream.of(InstalledProgram.values())
                .parallel()
                .map(program -> program.look(terminal.environment(), PATIENCE))
                .toList());
        all.add(DataFinding.of(
                data.or(() -> Optional.ofNullable(terminal.environment().get("TINYRIG_DATA")))));
        return all;
    }

    private static Finding jdk() {
        return Finding.fine("JDK", Need.SEARCH, Runtime.version() + ", " + System.getProperty("java.vm.name"));
    }
}
