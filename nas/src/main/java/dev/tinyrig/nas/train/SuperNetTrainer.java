package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.measure.Sha256;
import java.nio.file.Path;

/** Trains the super-network of a space, all of whose networks share its weights. */
public final class SuperNetTrainer {
    private final SearchSpace space;
    private final Dataset features;
    private final Sharing sharing;
    private final TrainingSettings settings;

    public SuperNetTrainer(SearchSpace space, Dataset features, Sharing sharing, TrainingSettings settings) {
        this.space = space;
        this.features = features;
        this.sharing = sharing;
        this.settings = settings;
    }

    /**
     * Trains, or goes on from the checkpoint that an earlier call with the same space, data, sharing and settings left; a
     * finished one is only read.
     *
     * @param threads that train at once; they change no bit of the result
     */
    public SuperNet train(Path checkpointFolder, int threads, TrainingProgress progress) {
        SharedWeights weights = SharedWeights.random(space.plan(space.largest()), settings.seed());
        TrainingRun.Setup setup = new TrainingRun.Setup(
                features.about(),
                features.training(),
                settings,
                checkpointOf(checkpointFolder),
                sharing.lessons(space, weights, settings.shards()));
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
    public Path checkpoint(Path folder) {
        return checkpointOf(folder).file();
    }

    private Checkpoint checkpointOf(Path folder) {
        return new Checkpoint(folder, "supernet", recipe(sharing.algorithm(), space, features.hash(), settings));
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
