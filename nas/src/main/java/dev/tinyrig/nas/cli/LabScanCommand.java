package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.board.console.UsbTree;
import dev.tinyrig.rig.lab.LabScan;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proposes a lab's file. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Prints a lab.yaml for the serial consoles that are plugged in; targets are to be filled in.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab scan > lab.yaml")
final class LabScanCommand implements Runnable {
    private final Terminal terminal;

    @Option(names = "--sysfs", hidden = true, description = "where Linux lists devices")
    private Path sysfs = Path.of("/sys");

    @Option(names = "--dev", hidden = true, description = "where device nodes are")
    private Path dev = Path.of("/dev");

    LabScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        LabScan scan = new LabScan(new UsbTree(sysfs, dev));
        if (scan.consoles().isEmpty()) {
            throw new RunException(
                    Fault.RIG,
                    "no USB device with a serial port is plugged in: plug a board in, or start 'tinyrig lab virtual'");
        }
        terminal.out().print(scan.proposal());
        terminal.out().flush();
    }
}
