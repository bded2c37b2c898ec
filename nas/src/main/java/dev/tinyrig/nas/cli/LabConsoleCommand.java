package dev.tinyrig.nas.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.board.Bay;
import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Tenure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a board says. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Prints what a board says on its console, for some seconds or until a text is seen.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab console nucleo-1 --send 'name%%' --until m-ready")
final class LabConsoleCommand implements Callable<Integer> {
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Mixin
    private LabOptions options = new LabOptions();

    @Parameters(paramLabel = "BOARD", description = "which board")
    private String name = "";

    @Option(names = "--send", paramLabel = "TEXT", description = "what to send first; \\n and the like are understood")
    private Optional<String> input = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TEXT",
            description = "text at which to stop; exit code 10 if it does not come")
    private Optional<String> until = Optional.empty();

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "how long; ${DEFAULT-VALUE}")
    private int seconds;

    LabConsoleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BoardLab lab = options.open(terminal.environment());
                Tenure tenure = lab.ledger().await(lab.file().board(name).id(), "its console", options.patience())) {
            tenure.requireCurrent();
            return shown(lab.bay(lab.file().board(name))).code();
        } catch (IOException e) {
            throw new RunException(Fault.RIG, "%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private ExitCode shown(Bay bay) throws IOException {
        try (Wire wire = bay.consoles()
                .open(bay.board().console(), bay.target().console().baud())) {
            if (input.isPresent()) {
                wire.send(input.get().translateEscapes().getBytes(ISO_8859_1), SEND_PATIENCE);
            }
            Deadline deadline = Deadline.after(Duration.ofSeconds(seconds));
            StringBuilder said = new StringBuilder();
            while (!deadline.passed()
                    && until.filter(text -> said.indexOf(text) >= 0).isEmpty()) {
                String heard = new String(wire.receive(deadline.left()), ISO_8859_1);
                said.append(heard);
                terminal.out().print(heard);
                terminal.out().flush();
            }
            return until.filter(text -> said.indexOf(text) < 0).isPresent() ? ExitCode.NOT_SEEN : ExitCode.OK;
        }
    }
}
