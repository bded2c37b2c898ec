package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.TrainingPipelines;
import java.time.Clock;
import picocli.CommandLine;

/** Starts TinyRig. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(Terminal.ofProcess(), new TrainingPipelines(System.getenv()), Clock.systemUTC())
                .execute(args));
    }

    /** The whole command line over the given world. */
    static CommandLine commandLine(Terminal terminal, Pipeline.Factory pipelines, Clock clock) {
        Faults faults = new Faults(terminal.err());
        CommandLine commandLine = new CommandLine(new TinyRig())
                .addSubcommand(new SearchCommand(terminal, pipelines, clock))
                .addSubcommand(new ReportCommand(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new StudyCommand(terminal, pipelines, clock))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new InferCommand(terminal))
                .addSubcommand(new AccuracyCommand(terminal, clock))
                .addSubcommand(new SpacesCommand(terminal, clock))
                .addSubcommand(new CompileCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal, clock))
                .addSubcommand(new TargetsCommand(terminal))
                .addSubcommand(LabCommand.of(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new ValidateCommand(terminal, pipelines, clock))
                .addSubcommand(new CommandLine.HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionExceptionHandler(faults)
                .setParameterExceptionHandler(faults)
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(false);
        documentExitCodes(commandLine);
        return Numbers.readBy(commandLine);
    }

    private static void documentExitCodes(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.help());
        command.getSubcommands().values().forEach(Main::documentExitCodes);
    }
}
