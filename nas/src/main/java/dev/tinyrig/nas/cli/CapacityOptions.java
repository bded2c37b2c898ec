package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import picocli.CommandLine.Option;

/** Options that change how long a command takes and what it prints, not its result. */
final class CapacityOptions {
    @Option(names = "--benches", paramLabel = "N", description = "benches side by side; default one per core")
    private int benches = Runtime.getRuntime().availableProcessors();

    @Option(names = "--threads", paramLabel = "N", description = "training threads; default one per core")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** {@link Faults} finds it in what picocli parsed. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "print stack traces of errors")
    private boolean verbose;

    Pipeline.Capacity capacity() {
        if (benches < 1 || threads < 1) {
            throw new RunException(
                    Fault.USAGE, "--benches and --threads must be at least 1, not %d, %d".formatted(benches, threads));
        }
        return new Pipeline.Capacity(benches, threads);
    }
}
