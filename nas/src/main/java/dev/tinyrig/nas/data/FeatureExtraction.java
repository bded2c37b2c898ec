package dev.tinyrig.nas.data;

import dev.tinyrig.rig.measure.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Turns the recordings of a data set into features, or finds those it made earlier in a cache folder. */
public final class FeatureExtraction<R extends Recording> {
    private final FrontEnd<R> frontEnd;
    private final Copies copies;
    private final FeatureProgress progress;

    public FeatureExtraction(FrontEnd<R> frontEnd, Copies copies, FeatureProgress progress) {
        this.frontEnd = frontEnd;
        this.copies = copies;
        this.progress = progress;
    }

    /** Features of the data set, on this many threads; the number of threads does not change them. */
    public Dataset features(Dataset.About about, Parts<R> recordings, Path cacheFolder, int threads) {
        try (Parallel parallel = new Parallel(threads)) {
            Parts<Source<R>> sources = new Parts<>(
                    distinct(sources(recordings.training(), parallel)),
                    sources(recordings.validation(), parallel),
                    sources(recordings.test(), parallel));
            String hash = hash(sources);
            FeatureCache cache = new FeatureCache(cacheFolder, about, hash);
            return cache.read().orElseGet(() -> {
                Dataset features = new Work(parallel, sources).dataset(about, hash);
                cache.write(features);
                return features;
            });
        }
    }

    private record Source<R>(R recording, String hash) {}

    private List<Source<R>> sources(List<R> recordings, Parallel parallel) {
        return parallel.map(recordings, recording -> new Source<>(recording, frontEnd.hash(recording)));
    }

    /** The first of each set of identical recordings. */
    private List<Source<R>> distinct(List<Source<R>> sources) {
        Set<String> seen = new HashSet<>();
        return sources.stream().filter(source -> seen.add(source.hash())).toList();
    }

    private String hash(Parts<Source<R>> sources) {
        StringBuilder text =
                new StringBuilder(frontEnd.recipe()).append('\n').append(copies).append('\n');
        for (List<Source<R>> part : List.of(sources.training(), sources.validation(), sources.test())) {
            part.forEach(source -> text.append(source.recording().name())
                    .append(' ')
                    .append(source.hash())
                    .append('\n'));
            text.append('\n');
        }
        return Sha256.of(text.toString());
    }

    private final class Work {
        private final Parallel parallel;
        private final Parts<Source<R>> sources;
        private int done;

        Work(Parallel parallel, Parts<Source<R>> sources) {
            this.parallel = parallel;
            this.sources = sources;
        }

        Dataset dataset(Dataset.About about, String hash) {
            return new Dataset(
                    about,
                    examples(
                            sources.training(),
                            true,
                            copies.perTraining(sources.training().size())),
                    examples(sources.validation(), true, 0),
                    examples(sources.validation(), false, copies.perValidation()),
                    examples(sources.test(), true, 0),
                    hash);
        }

        private List<Example> examples(List<Source<R>> part, boolean original, int varied) {
            return parallel
                    .map(part, source -> {
                        List<Example> examples = examples(source.recording(), original, varied);
                        if (original) {
                            oneMore();
                        }
                        return examples;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }

        private List<Example> examples(R recording, boolean original, int varied) {
            if (!original && varied == 0) {
                return List.of();
            }
            FrontEnd.Take take = frontEnd.read(recording);
            SplittableRandom random =
                    new SplittableRandom(copies.seed() * 31 + recording.name().hashCode());
            List<Example> examples = new ArrayList<>();
            if (original) {
                examples.add(example(recording, take.features()));
            }
            for (int i = 0; i < varied; i++) {
                examples.add(example(recording, take.variedFeatures(random)));
            }
            return examples;
        }

        private Example example(R recording, byte[] features) {
            return new Example(recording.name(), recording.label(), features);
        }

        private synchronized void oneMore() {
            done++;
            progress.done(done, sources.size());
        }
    }
}
