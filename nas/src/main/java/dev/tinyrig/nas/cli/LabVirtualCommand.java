package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.lab.virtual.VirtualLab;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Boards without hardware. */
@Command(
        name = "virtual",
        mixinStandardHelpOptions = true,
        description = {
            "Starts boards that QEMU plays (stm32f405: serial console, GDB server, hub port) and writes their lab.yaml.",
            "They run until this program ends, however it ends; one that dies is started again."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig lab virtual --boards 3 &  tinyrig search --bench lab:lab.yaml")
final class LabVirtualCommand implements Runnable {
    private static final int MOST = 64;

    private final Terminal terminal;

    @Option(names = "--boards", paramLabel = "N", defaultValue = "3", description = "how many; ${DEFAULT-VALUE}")
    private int boards;

    @Option(
            names = "--lab",
            paramLabel = "FILE",
            defaultValue = "lab.yaml",
            description = "file to write; ${DEFAULT-VALUE}")
    private Path file = Path.of("lab.yaml");

    LabVirtualCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (boards < 1 || boards > MOST) {
            throw new RunException(Fault.USAGE, "--boards must be 1 to %d, not %d".formatted(MOST, boards));
        }
        try (VirtualLab lab = VirtualLab.start(file, boards, terminal.environment())) {
            terminal.out().printf("%d virtual boards are described by %s; Ctrl-C ends them%n", boards, lab.file());
            terminal.out().printf("try: tinyrig search --bench lab:%s%n", file);
            terminal.out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
