package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.toolchain.UserCache;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.FeatureExtraction;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.Parts;
import dev.tinyrig.nas.data.Recording;
import dev.tinyrig.nas.log.Provenance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a task's examples come from. */
interface Source {
    /** Reads them, which takes a minute the first time. */
    Material read(Reading reading);

    /** The same examples as other features. */
    Source reading(Input input);

    /**
     * How a data set is to be read.
     *
     * @param data its folder; empty where the user gave none
     */
    record Reading(Optional<Path> data, Map<String, String> environment, int threads, Progress progress) {
        Path cacheFolder() {
            return UserCache.folder(environment);
        }

        <R extends Recording> Material material(Dataset.About about, Parts<R> recordings, Extractor<R> extractor) {
            try (Progress.Task task = progress.task("reading data", recordings.size())) {
                Dataset features = extractor
                        .extraction((done, all) -> task.done(done))
                        .features(about, recordings, cacheFolder().resolve("features"), threads);
                task.done(recordings.size());
                return new Material(features, recordings.training().size());
            }
        }
    }

    /** Makes the extraction of features that reports to someone. */
    @FunctionalInterface
    interface Extractor<R extends Recording> {
        FeatureExtraction<R> extraction(dev.tinyrig.nas.data.FeatureProgress progress);
    }

    /**
     * A data set, ready to train with.
     *
     * @param recordings of its training part, without copies
     */
    record Material(Dataset features, int recordings) {
        Provenance.Data provenance(String task) {
            return new Provenance.Data(
                    task,
                    features.hash(),
                    features.synthetic(),
                    recordings,
                    features.validation().size(),
                    features.test().size());
        }
    }
}
