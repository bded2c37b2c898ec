package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.rig.bench.sim.Explanation;
import dev.tinyrig.rig.bench.sim.ImageProfile;
import dev.tinyrig.rig.bench.sim.ProfileText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What is told of where the cycles went. */
final class ExplainOptions {
    /** What an option without its file stands for. */
    private static final String UNNAMED = "";

    @Option(
            names = "--profile",
            arity = "0..1",
            fallbackValue = UNNAMED,
            paramLabel = "FILE",
            description = "cycles by function and by layer with their causes, and the instruction mix;"
                    + " FILE, or IMAGE.folded here, gets the stacks for a flame graph")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--trace", paramLabel = "FILE", description = "writes cycle, address and text of each instruction")
    private Optional<Path> trace = Optional.empty();

    @Option(
            names = "--trace-limit",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "instructions in the trace at most, default ${DEFAULT-VALUE}")
    private long traceLimit;

    /** Calls with what is wanted, and closes the trace behind it. */
    <R> R explaining(Function<Explanation, R> run) {
        if (trace.isEmpty()) {
            return run.apply(new Explanation(profile.isPresent(), Optional.empty()));
        }
        try (BufferedWriter out = Files.newBufferedWriter(trace.get())) {
            return run.apply(
                    new Explanation(profile.isPresent(), Optional.of(new Explanation.TraceFile(out, traceLimit))));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(trace.get(), e);
        }
    }

    /** The tables, if they are wanted, and the file of stacks. */
    void print(PrintWriter out, ImageProfile image, Path imageFile) {
        if (profile.isEmpty()) {
            return;
        }
        out.println();
        out.println(ProfileText.of(image));
        Path file = Path.of(profile.get().equals(UNNAMED) ? imageFile.getFileName() + ".folded" : profile.get());
        try {
            Files.writeString(file, image.collapsedStacks());
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        out.printf("%nstacks for a flame graph are in %s%n", file);
    }

    void printLeftOut(PrintWriter out, long untraced) {
        if (untraced > 0) {
            out.printf("%-16s ended at %d instructions, %d more are not in it%n", "trace", traceLimit, untraced);
        }
    }

    private static RunException unwritable(Path file, Exception e) {
        return new RunException(RunException.Fault.USAGE, "%s cannot be written: %s".formatted(file, e.getMessage()));
    }
}
