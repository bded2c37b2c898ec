package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.renode.RenodeExecutable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that change how long a command takes and what it prints, not its result. */
final class CapacityOptions {
    @Option(names = "--benches", paramLabel = "N", description = "benches side by side; default one per core")
    private int benches = Runtime.getRuntime().availableProcessors();

    @Option(names = "--threads", paramLabel = "N", description = "training threads; default one per core")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--renode",
            paramLabel = "FILE",
            description = "program of --bench renode; default $RENODE, else renode on the PATH")
    private Optional<Path> renode = Optional.empty();

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "write down what benches do, to be replayed with --bench recording:DIR")
    private Optional<Path> record = Optional.empty();

    /** {@link Faults} finds it in what picocli parsed. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "print stack traces of errors")
    private boolean verbose;

    Pipeline.Capacity capacity() {
        if (benches < 1 || threads < 1) {
            throw new RunException(
                    Fault.USAGE, "--benches and --threads must be at least 1, not %d, %d".formatted(benches, threads));
        }
        return new Pipeline.Capacity(
                benches,
                threads,
                renode.map(file -> Map.of(RenodeExecutable.VARIABLE, file.toString()))
                        .orElse(Map.of()),
                record);
    }
}
