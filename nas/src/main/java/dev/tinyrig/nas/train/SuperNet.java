package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A trained super-network: lends its weights to architectures, and can train one of them further. */
public final class SuperNet implements TrainedSpace {
    /** Changes whenever the same settings would train other weights than before. */
    private static final String FINE_TUNING = "taught 1";

    private final SearchSpace space;
    private final Dataset features;
    private final SharedWeights weights;
    private final Path checkpointFolder;
    private final NDManager manager;
    private final Lender lender;

    SuperNet(SearchSpace space, Dataset features, SharedWeights weights, Path checkpointFolder, NDManager manager) {
        this.space = space;
        this.features = features;
        this.weights = weights;
        this.checkpointFolder = checkpointFolder;
        this.manager = manager;
        this.lender = new Lender(manager, features);
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public Candidate candidate(Architecture architecture) {
        return lender.candidate(space.plan(architecture), weights);
    }

    /**
     * Trains one architecture alone, from its shared weights on and taught by wider ones of the super-network, and lends the
     * result; the shared weights stay.
     */
    public Candidate fineTune(
            Architecture architecture, TrainingSettings settings, int threads, TrainingProgress progress) {
        NetworkPlan plan = space.plan(architecture);
        SharedWeights own = weights.cut(plan);
        TrainingRun.Lesson lesson = new TrainingRun.Lesson(plan, Optional.of(Teachers.wider(space, weights)));
        String recipe = SuperNetTrainer.recipe(FINE_TUNING, plan, weights.hash(), features.hash(), settings);
        TrainingRun.Setup setup = new TrainingRun.Setup(
                features.about(),
                features.training(),
                settings,
                new Checkpoint(checkpointFolder, "finetune", recipe),
                (step, shard, random) -> lesson);
        new TrainingRun(setup, own).run(manager, threads, progress);
        return lender.candidate(plan, own);
    }

    /** Share of the examples that the network classifies rightly, computed in float. */
    public double accuracy(FloatNetwork network, List<Example> examples) {
        return lender.accuracy(network, examples);
    }

    /** Hash of every bit of the shared weights. */
    public String weightsHash() {
        return weights.hash();
    }

    /** Arrays outside the JVM's heap that nobody has freed: stays the same however much is trained. */
    int arraysHeld() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
