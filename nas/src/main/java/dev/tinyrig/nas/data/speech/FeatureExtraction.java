package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.FeatureCache;
import dev.tinyrig.nas.data.FeatureProgress;
import dev.tinyrig.nas.data.Parallel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Turns the clips of a data set into features, or finds those it made earlier in a cache folder. */
public final class FeatureExtraction {
    /** Changes with the recipe, so that features of an older one are not taken for today's. */
    private static final String RECIPE = "mfcc-49x10 v1";

    private final FeatureSettings settings;
    private final FeatureProgress progress;
    private final Mfcc mfcc = new Mfcc();

    public FeatureExtraction(FeatureSettings settings, FeatureProgress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Features of the data set, on this many threads; the number of threads does not change them. */
    public Dataset features(SpeechCommands data, Path cacheFolder, int threads) {
        Sounds sounds = new Sounds(data.backgroundNoise());
        try (Parallel parallel = new Parallel(threads)) {
            List<Source> training = distinct(sources(data.training(), sounds, parallel));
            List<Source> validation = sources(data.validation(), sounds, parallel);
            List<Source> test = sources(data.test(), sounds, parallel);
            String hash = hash(sounds, List.of(training, validation, test));
            Dataset.About about = new Dataset.About(SpeechCommands.LABELS, Mfcc.INPUT, data.synthetic());
            FeatureCache cache = new FeatureCache(cacheFolder, about, hash);
            return cache.read().orElseGet(() -> {
                Work work = new Work(sounds, parallel, training.size() + validation.size() + test.size());
                Dataset features = new Dataset(
                        about,
                        work.copies(training, true, settings.copies(training.size())),
                        work.copies(validation, true, 0),
                        work.copies(validation, false, settings.validationCopies()),
                        work.copies(test, true, 0),
                        hash);
                cache.write(features);
                return features;
            });
        }
    }

    private record Source(Clip clip, String soundHash) {}

    private static List<Source> sources(List<Clip> clips, Sounds sounds, Parallel parallel) {
        return parallel.map(clips, clip -> new Source(clip, sounds.hash(clip)));
    }

    /** The first of each set of identical recordings. */
    private static List<Source> distinct(List<Source> sources) {
        Set<String> seen = new HashSet<>();
        return sources.stream().filter(source -> seen.add(source.soundHash())).toList();
    }

    private String hash(Sounds sounds, List<List<Source>> parts) {
        StringBuilder text =
                new StringBuilder(RECIPE).append('\n').append(settings).append('\n');
        text.append(sounds.noiseHashes()).append('\n');
        for (List<Source> part : parts) {
            part.forEach(source -> text.append(source.clip().name())
                    .append(' ')
                    .append(source.soundHash())
                    .append('\n'));
            text.append('\n');
        }
        return Sounds.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private final class Work {
        private final Sounds sounds;
        private final List<float[]> noises;
        private final Parallel parallel;
        private final int total;
        private int done;

        Work(Sounds sounds, Parallel parallel, int total) {
            this.sounds = sounds;
            this.noises = sounds.noises();
            this.parallel = parallel;
            this.total = total;
        }

        List<Example> copies(List<Source> sources, boolean original, int copies) {
            return parallel
                    .map(sources, source -> {
                        List<Example> examples = examples(source.clip(), original, copies);
                        if (original) {
                            oneMore();
                        }
                        return examples;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }

        private List<Example> examples(Clip clip, boolean original, int copies) {
            float[] sound = sounds.sound(clip);
            SplittableRandom random =
                    new SplittableRandom(settings.seed() * 31 + clip.name().hashCode());
            List<Example> examples = new ArrayList<>();
            if (original) {
                examples.add(example(clip, sound));
            }
            for (int i = 0; i < copies; i++) {
                examples.add(example(clip, settings.augmentation().apply(sound, noises, random)));
            }
            return examples;
        }

        private Example example(Clip clip, float[] sound) {
            return new Example(clip.name(), clip.label(), mfcc.features(sound));
        }

        private synchronized void oneMore() {
            done++;
            progress.clips(done, total);
        }
    }
}
