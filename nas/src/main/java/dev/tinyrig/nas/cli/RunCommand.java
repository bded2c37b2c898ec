package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.firmware.Image;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs any image in the simulator and shows its console. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs an image in the simulator, prints its console, then what it took.",
            "Ends when --until is seen, the image sleeps or waits for input for good, or the time is over;"
                    + " a fault is explained."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig run firmware.elf --target stm32f746 --send 'name%%' --until m-name")
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ImageOptions options = new ImageOptions();

    @Mixin
    private ExplainOptions explain = new ExplainOptions();

    @Option(
            names = "--send",
            paramLabel = "TEXT",
            description = "what to send once the image waits for input; \\n and the like are understood")
    private Optional<String> input = Optional.empty();

    @Option(names = "--until", paramLabel = "TEXT", description = "text on the console at which to stop")
    private Optional<String> until = Optional.empty();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Image image = options.image();
        ImageRun.Setting setting = options.setting(input.map(String::translateEscapes), until);
        ImageRun.Result result =
                explain.explaining(wanted -> new ImageRun(image, setting, this::printLive, wanted).run());
        print(result);
        explain.print(terminal.out(), result.profile(), options.file());
        terminal.out().flush();
        return exitCode(result.ending()).code();
    }

    private void printLive(int one) {
        terminal.out().write(one);
        if (one == '\n') {
            terminal.out().flush();
        }
    }

    private void print(ImageRun.Result result) {
        PrintWriter out = terminal.out();
        out.printf("%n--- %s%n", ending(result.ending()));
        result.fault().ifPresent(out::println);
        out.printf(Locale.ROOT, "%-16s %,d%n", "cycles", result.cycles());
        out.printf(Locale.ROOT, "%-16s %,d%n", "instructions", result.instructions());
        out.printf("%-16s %s%n", "time", options.time(result.cycles()));
        MemoryLines.print(out, result.memory());
        result.sentElsewhere()
                .forEach(
                        (uart, bytes) -> out.printf("%s sent %d bytes: show them with --uart %s%n", uart, bytes, uart));
        explain.printLeftOut(out, result.untraced());
        out.flush();
    }

    private String ending(ImageRun.Ending ending) {
        return switch (ending) {
            case SEEN -> "saw '%s'".formatted(until.orElse(""));
            case IDLE -> "the image waits for input";
            case BREAKPOINT -> "the image ran into a breakpoint";
            case TIME_OUT -> "the time is over";
            case FAULTED -> "the image faulted";
        };
    }

    private ExitCode exitCode(ImageRun.Ending ending) {
        return switch (ending) {
            case SEEN -> ExitCode.OK;
            case FAULTED -> ExitCode.IMAGE;
            case IDLE, BREAKPOINT, TIME_OUT -> until.isPresent() ? ExitCode.NOT_SEEN : ExitCode.OK;
        };
    }
}
