package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.bench.sim.ImageRun.UnknownPeripherals;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which image runs on which simulated target, and for how long. */
final class ImageOptions {
    @Parameters(paramLabel = "IMAGE", description = "ELF, Intel HEX or binary image, from any toolchain")
    private Path file = Path.of("");

    @Option(names = "--target", required = true, paramLabel = "T", description = "the microcontroller, see 'targets'")
    private String target = "";

    @Option(
            names = "--uart",
            paramLabel = "N",
            description = "serial port that is the console, such as 3 or LPUART1; else the one of the target's board")
    private Optional<String> uart = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "10",
            description = "seconds of the target's own time, not of this computer's, default ${DEFAULT-VALUE}")
    private double timeoutSeconds;

    @Option(
            names = "--unknown-mmio",
            paramLabel = "ready|zero|fault",
            defaultValue = "ready",
            description = "peripherals that are not simulated: store, and change when polled; read 0; or fault")
    private UnknownPeripherals unknownMmio = UnknownPeripherals.READY;

    @Option(names = "--single-bank", description = "the option bytes make the flash one bank, as on some stm32l4r5")
    private boolean singleBank;

    Target target() {
        Target chosen = Targets.load().named(target);
        return singleBank ? chosen.inSingleBank() : chosen;
    }

    Image image() {
        return Image.read(file, target());
    }

    ImageRun.Setting setting(Optional<String> input, Optional<String> until) {
        return new ImageRun.Setting(
                target(), uart, unknownMmio, input, until, Duration.ofMillis(Math.round(timeoutSeconds * 1000)));
    }

    /** The time that the target would take by the cycle model, at the clock of its description. */
    String time(long cycles) {
        long hz = target().clocks().coreHz();
        return String.format(Locale.ROOT, "%.3f ms at %d MHz, simulated", 1e3 * cycles / hz, hz / 1_000_000);
    }

    Path file() {
        return file;
    }
}
