package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that change how long a command takes and what it prints, not its result. */
final class CapacityOptions {
    @Mixin
    private BenchOptions benches = new BenchOptions();

    @Option(names = "--threads", paramLabel = "N", description = "training threads; default one per core")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** {@link Faults} finds it in what picocli parsed. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "print stack traces of errors")
    private boolean verbose;

    Pipeline.Capacity capacity() {
        return benches.withThreads(threads);
    }
}
