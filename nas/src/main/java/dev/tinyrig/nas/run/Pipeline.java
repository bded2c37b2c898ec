package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluator;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.lab.BenchFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The work of a run, in the order its steps are called: data, training, candidates on benches, winner. */
public interface Pipeline extends AutoCloseable {
    /** Opens the pipeline that a request asks for. */
    @FunctionalInterface
    interface Factory {
        /**
         * Finds tools and data but writes nothing yet.
         *
         * @param run folder of the run, for checkpoints and intermediate files
         */
        Pipeline open(Request request, Path run, Capacity capacity, Progress progress);
    }

    /**
     * How many benches run and how many threads train side by side; it decides how long a run takes, not its result.
     *
     * @param benches empty for one per core, or in a lab for all boards of the target
     * @param programs environment variables that name programs, where the command line has its own mind
     * @param record folder to write every run of a bench to
     * @param patience how long a run waits for a bench that others use
     */
    record Capacity(
            Optional<Integer> benches,
            int threads,
            Map<String, String> programs,
            Optional<Path> record,
            Duration patience) {
        public Capacity {
            programs = Map.copyOf(programs);
            if (benches.orElse(1) < 1 || threads < 1) {
                throw new IllegalArgumentException(
                        "a run needs a bench and a thread, not %d, %d".formatted(benches.orElse(1), threads));
            }
        }

        /** As many benches as asked for, else one per core. */
        int benchesOrCores() {
            return benches.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        }
    }

    SearchSpace space();

    /** Reads the data set, or synthesises one. */
    Provenance.Data data();

    Provenance.Device device();

    Provenance.Compiler compiler();

    /** Measures an architecture with untrained weights. */
    Evaluation probe(Architecture architecture);

    /** All the work that the request asks for, besides what earlier runs left. */
    Effort effort(Evolution.Settings search);

    /** Does a few steps of everything to learn how fast this machine is. */
    Pace pace();

    /** Trains no longer than so from now on; before anything is trained. */
    void shorten(Effort effort);

    /**
     * Trains the super-network, or reads its checkpoint, and answers who evaluates candidates by it.
     *
     * @param record takes what the log should know of the training
     */
    Evaluator train(Consumer<Entry> record);

    /** Trains a candidate further, and counts what it then gets right in int8, on examples that are not the test's. */
    Finalist judge(Evaluation candidate, Consumer<Entry> record);

    /** Builds a candidate with the weights that it was judged with, and writes what the user gets into {@code folder}. */
    Winner finish(Evaluation best, Path folder, Consumer<Entry> record);

    /** Sends every clip of the test list through the devices with the winner that lies in {@code folder}. */
    Validation validate(Path folder);

    /** How many benches may work side by side. */
    int benches();

    /** How many benches run something now. */
    int busyBenches();

    /** Sends every clip of the test list through the devices with a network from elsewhere; builds in {@code folder}. */
    Validation validate(Network network, Path folder);

    /** Every run so far that a bench could not do. */
    List<BenchFault> faults();

    @Override
    void close();
}
