package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.FeatureExtraction;
import dev.tinyrig.nas.data.FeatureProgress;
import dev.tinyrig.nas.data.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractionTest {
    private static final Copies COPIES = new Copies(1000, 2, 1, 1);

    private Path folder;
    private Path cache;
    private Path otherCache;

    @BeforeEach
    void writeData(@TempDir Path temporary) throws IOException {
        folder = SpeechFolders.official(temporary.resolve("data"));
        cache = temporary.resolve("cache");
        otherCache = temporary.resolve("other");
    }

    @Test
    void givesEveryTrainingClipItsCopies() {
        Dataset features = features(COPIES, cache, 1);

        assertThat(features.training()).hasSize(12 * 4 * 3);
        assertThat(features.validation()).hasSize(12);
        assertThat(features.variedValidation()).hasSize(12);
        assertThat(features.test()).hasSize(12);
        assertThat(features.training().subList(0, 3))
                .extracting(Example::name)
                .containsOnly("down/speaker0_nohash_0.wav");
    }

    @Test
    void threadsAndCacheChangeNothing() {
        Dataset made = features(COPIES, cache, 1);
        Dataset read = features(COPIES, cache, 1);
        Dataset madeByTwo = features(COPIES, otherCache, 2);

        assertThat(bytes(read)).isEqualTo(bytes(made));
        assertThat(bytes(madeByTwo)).isEqualTo(bytes(made));
        assertThat(read.hash()).isEqualTo(made.hash());
    }

    @Test
    void reportsProgressToTheLastClip() {
        List<Integer> done = new ArrayList<>();

        extract(COPIES, (clips, total) -> done.add(total - clips), cache, 2);

        assertThat(done).hasSize(72).endsWith(0);
    }

    @Test
    void otherSoundOrSettingsHaveAnotherHash() {
        String hash = features(COPIES, cache, 1).hash();
        Copies otherSeed = new Copies(1000, 2, 1, 2);

        String withOtherSeed = features(otherSeed, cache, 1).hash();
        Wav.write(folder.resolve("yes/speaker0_nohash_0.wav"), new short[] {1, 2, 3});
        String withOtherSound = features(COPIES, cache, 1).hash();

        assertThat(List.of(hash, withOtherSeed, withOtherSound)).doesNotHaveDuplicates();
    }

    @Test
    void otherFeaturesHaveAnotherHashAndAFileOfTheirOwn() throws IOException {
        Dataset cepstra = features(COPIES, cache, 1);
        Dataset bands = extract(LogMel.input(49, 20), cache);
        Dataset asManyCoefficients = extract(Mfcc.input(49, 20), cache);

        assertThat(List.of(cepstra.hash(), bands.hash(), asManyCoefficients.hash()))
                .doesNotHaveDuplicates();
        assertThat(bytes(extract(LogMel.input(49, 20), cache))).isEqualTo(bytes(bands));
        try (var files = Files.list(cache)) {
            assertThat(files).hasSize(3);
        }
    }

    /** A cached super-network is found by these. */
    @Test
    void recipesOfTheFirstFeaturesKeepTheirNames() {
        SpeechCommands data = SpeechCommands.open(folder);

        assertThat(new SpeechFrontEnd(data, Augmentation.STANDARD).recipe())
                .startsWith("mfcc-49x10 v1\nAugmentation[maxShiftSamples=1600, maxSpeedChange=0.15, ");
        assertThat(new SpeechFrontEnd(data, Augmentation.STANDARD, Mfcc.input(25, 20)).recipe())
                .startsWith("mfcc-25x20 v1\nAugmentation[");
        assertThat(new SpeechFrontEnd(data, Augmentation.STANDARD, LogMel.input(49, 40)).recipe())
                .startsWith("logmel-49x40 v1\nAugmentation[");
    }

    private Dataset extract(Input input, Path cacheFolder) {
        SpeechCommands data = SpeechCommands.open(folder);
        return new FeatureExtraction<>(
                        new SpeechFrontEnd(data, Augmentation.STANDARD, input), COPIES, (done, total) -> {})
                .features(data.about(input), data.parts(), cacheFolder, 1);
    }

    @Test
    void dropsIdenticalRecordingsFromTraining() throws IOException {
        Files.copy(
                folder.resolve("yes/speaker0_nohash_0.wav"),
                folder.resolve("yes/speaker1_nohash_0.wav"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(features(COPIES, cache, 1).training()).hasSize((12 * 4 - 1) * 3);
    }

    @Test
    void makesFeaturesAgainWhereCacheIsDamaged() throws IOException {
        Dataset made = features(COPIES, cache, 1);
        try (var files = Files.list(cache)) {
            Path file = files.findFirst().orElseThrow();
            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 1000));
        }

        assertThat(bytes(features(COPIES, cache, 1))).isEqualTo(bytes(made));
    }

    @Test
    void namesBrokenFile() throws IOException {
        Files.writeString(folder.resolve("no/speaker2_nohash_0.wav"), "not sound");

        assertThatThrownBy(() -> features(COPIES, cache, 2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no/speaker2_nohash_0.wav is no usable wav file");
    }

    private Dataset features(Copies settings, Path cacheFolder, int threads) {
        return extract(settings, (done, total) -> {}, cacheFolder, threads);
    }

    private Dataset extract(Copies copies, FeatureProgress progress, Path cacheFolder, int threads) {
        SpeechCommands data = SpeechCommands.open(folder);
        return new FeatureExtraction<>(new SpeechFrontEnd(data, Augmentation.STANDARD), copies, progress)
                .features(data.about(), data.parts(), cacheFolder, threads);
    }

    private static List<String> bytes(Dataset features) {
        return List.of(features.training(), features.validation(), features.variedValidation(), features.test())
                .stream()
                .flatMap(List::stream)
                .map(example -> example.name() + example.label() + java.util.Arrays.toString(example.features()))
                .toList();
    }
}
