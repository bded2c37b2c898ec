package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.train.SuperNet;
import dev.tinyrig.nas.train.SuperNetTrainer;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import dev.tinyrig.nas.train.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a run trains: its super-network, unless another run trained the same one, and finalists from it. */
final class Training implements AutoCloseable {
    private static final String SUPER_NETWORK = "super-network";

    private final Path run;
    private final SuperNetCache cache;
    private final int threads;
    private final Progress progress;
    private Optional<SuperNet> superNet = Optional.empty();

    /** @param run folder of the run, which keeps its weights */
    Training(Path run, int threads, Progress progress, Map<String, String> environment) {
        this.run = run;
        this.cache = SuperNetCache.of(environment);
        this.threads = threads;
        this.progress = progress;
    }

    /** Whether this or another run has trained the super-network. */
    boolean isTrained(Recipe recipe, Dataset features) {
        return cache.has(checkpoint(recipe, features));
    }

    private Path checkpoint(Recipe recipe, Dataset features) {
        return trainer(recipe, features).checkpoint(checkpoints());
    }

    private static SuperNetTrainer trainer(Recipe recipe, Dataset features) {
        return new SuperNetTrainer(recipe.space(), features, recipe.sharing(), recipe.superNet());
    }

    private Path checkpoints() {
        return run.resolve("checkpoints");
    }

    /** From this run's checkpoint, else from one that another run trained alike, else trained. */
    SuperNet superNet(Recipe recipe, Dataset features, Consumer<Entry> record) {
        Path checkpoint = checkpoint(recipe, features);
        SuperNet trained =
                cache.alone(checkpoint, progress::say, () -> trainedOnce(recipe, features, checkpoint, record));
        superNet = Optional.of(trained);
        return trained;
    }

    private SuperNet trainedOnce(Recipe recipe, Dataset features, Path checkpoint, Consumer<Entry> record) {
        if (!Files.exists(checkpoint)) {
            cache.take(checkpoint, SUPER_NETWORK, reused -> {
                progress.say(Phrases.reused(reused));
                record.accept(reused);
            });
        }
        return trained(
                new TrainingWatch(SUPER_NETWORK, recipe.superNet().steps(), progress, record),
                watch -> trainer(recipe, features).train(checkpoints(), threads, watch),
                trained -> {
                    record.accept(trained);
                    cache.keep(checkpoint, run, trained);
                });
    }

    /** A candidate trained from the shared weights on, or read from the checkpoint of that training. */
    Candidate tuned(Evaluation candidate, Recipe recipe, Consumer<Entry> record) {
        String what = "fine-tuning of " + candidate.number();
        return trained(
                new TrainingWatch(what, recipe.fineTuning().steps(), progress, record),
                watch -> lender().fineTune(candidate.architecture(), recipe.fineTuning(), threads, watch),
                record::accept);
    }

    /** The super-network, once it is trained. */
    SuperNet lender() {
        return superNet.orElseThrow(() -> new IllegalStateException("weights are lent before they are trained"));
    }

    private static <T> T trained(
            TrainingWatch watch, Function<TrainingProgress, T> training, Consumer<Entry.Trained> ended) {
        try (watch) {
            T result = training.apply(watch);
            watch.trained(Clock.systemUTC()).ifPresent(ended);
            return result;
        }
    }

    @Override
    public void close() {
        superNet.ifPresent(SuperNet::close);
    }
}
