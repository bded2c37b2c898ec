package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.measure.Sha256;
import java.nio.file.Path;

/** Trains the super-network of a space: each step random architectures, so that all of them learn to share. */
public final class SuperNetTrainer {
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
        Checkpoint checkpoint = new Checkpoint(checkpointFolder, "supernet", recipe(space, features.hash(), settings));
        TrainingRun.Setup setup = new TrainingRun.Setup(
                features.about(),
                features.training(),
                settings,
                checkpoint,
                (step, shard, random) -> space.plan(space.sample(random)));
        NDManager manager = Torch.manager();
        try {
            new TrainingRun(setup, weights).run(manager, threads, progress);
            return new SuperNet(space, features, weights, checkpointFolder, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
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
