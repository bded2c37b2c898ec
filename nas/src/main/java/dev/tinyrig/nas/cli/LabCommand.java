package dev.tinyrig.nas.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands for boards. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description =
                "Boards that a search may use with --bench lab:FILE: finds, checks, lends, powers and flashes them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig lab scan > lab.yaml                  propose entries for what is plugged in",
            "  tinyrig lab check                            run the golden firmware on every board",
            "  tinyrig lab virtual --boards 3               boards without hardware, until Ctrl-C",
            "  tinyrig search --bench lab:lab.yaml          search on the boards"
        })
final class LabCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** With all its sub-commands. */
    static CommandLine of(Terminal terminal) {
        return new CommandLine(new LabCommand())
                .addSubcommand(new LabScanCommand(terminal))
                .addSubcommand(new LabListCommand(terminal))
                .addSubcommand(new LabCheckCommand(terminal))
                .addSubcommand(new LabLeaseCommand(terminal))
                .addSubcommand(new LabPowerCommand(terminal))
                .addSubcommand(new LabConsoleCommand(terminal))
                .addSubcommand(new LabFlashCommand(terminal))
                .addSubcommand(new LabVirtualCommand(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "give a command: scan, list, check, lease, power, console, flash or virtual");
    }
}
