package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.measure.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/** Trains the super-network of a space: each step random architectures, so that all of them learn to share. */
public final class SuperNetTrainer {
    /** Changes whenever the same settings would train other weights than before. */
    private static final String ALGORITHM = "random paths 1";

    private SuperNetTrainer() {}

    /**
     * Trains, or goes on from the checkpoint that an earlier call with the same space, data and settings left; a
     * finished one is only read.
     *
     * @param threads that train at once; they change no bit of the result
     */
    public static SuperNet train(
            SearchSpace space,
            Dataset features,
            TrainingSettings settings,
            Path checkpointFolder,
            int threads,
            TrainingProgress progress) {
        SharedWeights weights = SharedWeights.random(space.plan(space.largest()), settings.seed());
        Checkpoint checkpoint = checkpointOf(space, features, settings, checkpointFolder);
        TrainingRun.Setup setup = new TrainingRun.Setup(
                features.about(),
                features.training(),
                settings,
                checkpoint,
                (step, shard, random) -> space.plan(space.sample(random)),
                Optional.empty());
        NDManager manager = Torch.manager();
        try {
            new TrainingRun(setup, weights).run(manager, threads, progress);
            return new SuperNet(space, features, weights, checkpointFolder, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** The file in the folder that holds the weights in the end; its name says all that decides them. */
    public static Path checkpoint(SearchSpace space, Dataset features, TrainingSettings settings, Path folder) {
        return checkpointOf(space, features, settings, folder).file();
    }

    private static Checkpoint checkpointOf(
            SearchSpace space, Dataset features, TrainingSettings settings, Path folder) {
        return new Checkpoint(folder, "supernet", recipe(ALGORITHM, space, features.hash(), settings));
    }

    /** Hash of what decides the weights. */
    static String recipe(Object... parts) {
        Sha256 hash = new Sha256();
        for (Object part : parts) {
            hash.add(part + "\n");
        }
        return hash.hex();
    }
}
