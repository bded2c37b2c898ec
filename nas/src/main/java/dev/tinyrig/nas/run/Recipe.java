package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.FeatureSettings;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainingSettings;

/**
 * What a preset trains: the space, the data, and how long.
 *
 * @param speech how much is synthesised where there are no recordings
 */
record Recipe(
        SearchSpace space,
        Size speech,
        FeatureSettings features,
        TrainingSettings superNet,
        TrainingSettings fineTuning) {
    static Recipe of(Preset preset, long seed) {
        return switch (preset) {
            case QUICK ->
                new Recipe(
                        KeywordSpaces.quick(),
                        Size.STANDARD,
                        FeatureSettings.standard(),
                        TrainingSettings.quick().withSeed(seed),
                        TrainingSettings.quickFineTuning().withSeed(seed));
            case TINY ->
                new Recipe(
                        KeywordSpaces.quick(),
                        new Size(20, 1, 10),
                        new FeatureSettings(6_000, 1, 0, Augmentation.STANDARD, 1),
                        TrainingSettings.quick().withSteps(150).withSeed(seed),
                        TrainingSettings.quickFineTuning().withSteps(150).withSeed(seed));
        };
    }
}
