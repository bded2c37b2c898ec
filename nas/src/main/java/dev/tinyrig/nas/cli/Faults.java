package dev.tinyrig.nas.cli;

import static java.util.Map.entry;

import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.log.LogException;
import dev.tinyrig.nas.model.CompiledModel;
import dev.tinyrig.nas.model.ModelException;
import dev.tinyrig.nas.report.ReportException;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.train.TrainException;
import dev.tinyrig.rig.accuracy.AccuracyException;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.firmware.FirmwareException;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.target.TargetException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Says in one line what went wrong, and chooses the exit code. */
final class Faults implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    /** How Linux says that there is no room, whatever part of the program it hit. */
    private static final List<String> NO_ROOM =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private static final int SUGGESTIONS = 2;

    private static final Map<Class<? extends Throwable>, ExitCode> BY_TYPE = Map.ofEntries(
            entry(DataException.class, ExitCode.BAD_DATA),
            entry(AccuracyException.class, ExitCode.BAD_DATA),
            entry(TargetException.class, ExitCode.USAGE),
            entry(TrainException.class, ExitCode.LOG_UNUSABLE),
            entry(BenchException.class, ExitCode.RIG),
            entry(LabException.class, ExitCode.RIG),
            entry(Trouble.class, ExitCode.RIG),
            entry(FirmwareException.class, ExitCode.IMAGE),
            entry(ToolchainException.class, ExitCode.RIG),
            entry(ModelException.class, ExitCode.MODEL),
            entry(CompiledModel.NotFitting.class, ExitCode.NOTHING_FITS),
            entry(ReportException.class, ExitCode.LOG_UNWRITABLE));

    private final PrintWriter err;

    Faults(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        err.printf(
                "tinyrig: %s%s; see '%s --help'%n",
                oneLine(e), suggestion(e), e.getCommandLine().getCommandSpec().qualifiedName());
        return ExitCode.USAGE.code();
    }

    /** The names most like one that means nothing. */
    private static String suggestion(CommandLine.ParameterException e) {
        List<String> alike =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return alike.isEmpty()
                ? ""
                : alike.stream()
                        .limit(SUGGESTIONS)
                        .map("'%s'"::formatted)
                        .collect(Collectors.joining(" or ", " (did you mean ", "?)"));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        ExitCode code = exitCode(e);
        if (code == ExitCode.BUG) {
            err.printf("tinyrig: this is a bug: %s; run with --verbose and report what it prints%n", oneLine(e));
        } else {
            err.printf("tinyrig: %s%n", oneLine(e));
        }
        if (verbose(parsed)) {
            e.printStackTrace(err);
        }
        return code.code();
    }

    private static boolean verbose(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand()
                ? verbose(parsed.subcommand())
                : parsed.hasMatchedOption("--verbose") && parsed.matchedOptionValue("--verbose", false);
    }

    static ExitCode exitCode(Throwable e) {
        if (causes(e).anyMatch(Faults::saysNoRoom)) {
            return ExitCode.LOG_UNWRITABLE;
        }
        if (e instanceof LogException log) {
            return log.fault() == LogException.Fault.UNWRITABLE ? ExitCode.LOG_UNWRITABLE : ExitCode.LOG_UNUSABLE;
        }
        if (e instanceof RunException run) {
            return exitCode(run.fault());
        }
        return BY_TYPE.getOrDefault(e.getClass(), ExitCode.BUG);
    }

    private static ExitCode exitCode(RunException.Fault fault) {
        return switch (fault) {
            case USAGE -> ExitCode.USAGE;
            case MISSING_TOOL -> ExitCode.MISSING_TOOL;
            case DATA -> ExitCode.BAD_DATA;
            case NO_ROOM -> ExitCode.LOG_UNWRITABLE;
            case NOTHING_FITS -> ExitCode.NOTHING_FITS;
            case RIG -> ExitCode.RIG;
        };
    }

    private static boolean saysNoRoom(Throwable e) {
        boolean fromDisk = e instanceof IOException || e instanceof UncheckedIOException;
        return fromDisk && NO_ROOM.stream().anyMatch(String.valueOf(e.getMessage())::contains);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.toString()
                : message.strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}
