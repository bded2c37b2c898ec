package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has any MLPerf Tiny image infer in the simulator. */
@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        description = "Loads an input into an image that speaks the MLPerf Tiny protocol and prints what it infers.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig infer kws.elf --target stm32f746 --input features.bin --runs 3")
final class InferCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ImageOptions options = new ImageOptions();

    @Mixin
    private ExplainOptions explain = new ExplainOptions();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "the bytes of the input tensor")
    private Path input = Path.of("");

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "inferences, default ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--warmups",
            paramLabel = "N",
            defaultValue = "0",
            description = "inferences before those, not counted, default ${DEFAULT-VALUE}")
    private int warmups;

    InferCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Image image = options.image();
        ImageRun.Setting setting = options.setting(Optional.empty(), Optional.empty());
        ImageInference.Result result = explain.explaining(
                wanted -> new ImageInference(image, setting, wanted).infer(inputBytes(), runs, warmups));
        result.failure().ifPresent(failure -> terminal.err().println("tinyrig: " + failure));
        result.answered().ifPresent(this::print);
        MemoryLines.print(terminal.out(), result.memory());
        explain.printLeftOut(terminal.out(), result.untraced());
        result.answered().ifPresent(answered -> explain.print(terminal.out(), answered.profile(), options.file()));
        terminal.out().flush();
        return (result.answered().isPresent() ? ExitCode.OK : ExitCode.IMAGE).code();
    }

    private static String perRun(long count, int runs) {
        return String.format(Locale.ROOT, "%,d in %d inferences, %,d each", count, runs, count / runs);
    }

    private Bytes inputBytes() {
        try {
            return Bytes.of(Files.readAllBytes(input));
        } catch (IOException e) {
            throw new RunException(RunException.Fault.DATA, "%s cannot be read: %s".formatted(input, e));
        }
    }

    private void print(ImageInference.Answered answered) {
        PrintWriter out = terminal.out();
        out.printf("%-16s %s%n", "name", answered.name());
        out.printf("%-16s %s%n", "cycles", perRun(answered.cycles(), answered.runs()));
        out.printf("%-16s %s%n", "instructions", perRun(answered.instructions(), answered.runs()));
        out.printf("%-16s %s each%n", "time", options.time(answered.cycles() / answered.runs()));
        out.printf("%-16s %d us by the image's own clock%n", "timestamps", answered.imageUs());
        out.printf(
                "%-16s %s%n",
                "results", answered.scores().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
}
