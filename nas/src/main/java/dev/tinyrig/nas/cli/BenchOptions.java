package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.renode.RenodeExecutable;
import dev.tinyrig.rig.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many benches run, and what goes with them. */
final class BenchOptions {
    @Option(
            names = "--benches",
            paramLabel = "N",
            description = "benches side by side; default one per core, or all boards of the target in a lab")
    private Optional<Integer> benches = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "S",
            description = "seconds that a run waits for a bench that others use; default 600")
    private long patienceSeconds = Lab.PATIENCE.toSeconds();

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

    Pipeline.Capacity withThreads(int threads) {
        if (benches.orElse(1) < 1 || threads < 1 || patienceSeconds < 1) {
            throw new RunException(
                    Fault.USAGE,
                    "--benches, --threads and --patience must be at least 1, not %d, %d, %d"
                            .formatted(benches.orElse(1), threads, patienceSeconds));
        }
        return new Pipeline.Capacity(
                benches,
                threads,
                renode.map(file -> Map.of(RenodeExecutable.VARIABLE, file.toString()))
                        .orElse(Map.of()),
                record,
                Duration.ofSeconds(patienceSeconds));
    }
}
