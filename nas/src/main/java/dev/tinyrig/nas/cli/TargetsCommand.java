package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Lists the targets. */
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        description = "Lists the microcontrollers that --target may name.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig targets")
final class TargetsCommand implements Runnable {
    private final Terminal terminal;

    TargetsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out()
                .printf("%-10s %-10s %8s %9s %9s  %s%n", "TARGET", "CORE", "MHz", "SRAM KB", "FLASH KB", "DESCRIPTION");
        Targets.load().all().forEach(this::print);
    }

    private void print(Target target) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-10s %-10s %8.0f %9d %9d  %s%n",
                        target.name(),
                        target.core().cpu(),
                        target.clocks().coreHz() / 1e6,
                        target.sram().bytes() / 1024,
                        target.flash().bytes() / 1024,
                        target.description());
    }
}
