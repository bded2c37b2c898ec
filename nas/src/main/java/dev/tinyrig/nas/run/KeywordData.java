package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.speech.FeatureExtraction;
import dev.tinyrig.nas.data.speech.SpeechCommands;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.run.Pipeline.Capacity;
import dev.tinyrig.nas.search.Request;
import java.nio.file.Path;
import java.util.Map;

/** The clips of a run and their features. */
record KeywordData(SpeechCommands clips, Dataset features) {
    /** Features are kept in the user's cache folder: they take a minute, and every run needs the same. */
    static KeywordData read(
            Request request, Recipe recipe, Map<String, String> environment, Capacity capacity, Progress progress) {
        Path cache = cacheFolder(environment);
        SpeechCommands clips = request.data()
                .map(folder -> SpeechCommands.open(Path.of(folder)))
                .orElseGet(() -> synthesised(recipe.speech(), cache, capacity, progress));
        int total = clips.training().size()
                + clips.validation().size()
                + clips.test().size();
        try (Progress.Task task = progress.task("reading clips", total)) {
            FeatureExtraction extraction = new FeatureExtraction(recipe.features(), (done, all) -> task.done(done));
            Dataset features = extraction.features(clips, cache.resolve("features"), capacity.threads());
            task.done(total);
            return new KeywordData(clips, features);
        }
    }

    Provenance.Data provenance(String task) {
        return new Provenance.Data(
                task,
                features.hash(),
                features.synthetic(),
                clips.training().size(),
                features.validation().size(),
                features.test().size());
    }

    private static SpeechCommands synthesised(Size size, Path cache, Capacity capacity, Progress progress) {
        try (Progress.Task task = progress.task("synthesising speech", size.clips())) {
            return new SynthesizedKeywords(size)
                    .open(cache.resolve("speech"), capacity.threads(), (done, all) -> task.done(done));
        }
    }

    private static Path cacheFolder(Map<String, String> environment) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path root = caches.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(caches);
        return root.resolve("tinyrig");
    }
}
