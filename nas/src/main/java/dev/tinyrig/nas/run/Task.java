package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.picture.PictureAugmentation;
import dev.tinyrig.nas.data.picture.VisualWakeWords;
import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.PictureSpaces;
import dev.tinyrig.nas.train.TrainingSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What networks are searched to recognise. */
public enum Task {
    /** Ten keywords, silence, and other words. */
    SPEECH_COMMANDS {
        @Override
        public Limits limits() {
            return new Limits(60, 16, 96);
        }

        @Override
        Recipe quick() {
            return new Recipe(
                    KeywordSpaces.quick(),
                    new SpeechSource(Size.STANDARD, new Copies(100_000, 24, 1, 1), Augmentation.STANDARD),
                    TrainingSettings.quick(),
                    TrainingSettings.quickFineTuning());
        }

        @Override
        Recipe tiny() {
            return new Recipe(
                    KeywordSpaces.quick(),
                    new SpeechSource(new Size(20, 1, 10), new Copies(6_000, 1, 0, 1), Augmentation.STANDARD),
                    TrainingSettings.quick().withSteps(150),
                    TrainingSettings.quickFineTuning().withSteps(150));
        }
    },
    /** Whether a person is in the picture. */
    VISUAL_WAKE_WORDS {
        @Override
        public Limits limits() {
            return new Limits(200, 128, 512);
        }

        @Override
        Recipe quick() {
            return recipe(64, new Copies(24_000, 7, 1, 1), TrainingSettings.pictures());
        }

        @Override
        Recipe tiny() {
            return recipe(
                    32, new Copies(4_000, 1, 0, 1), TrainingSettings.pictures().withSteps(60));
        }

        private Recipe recipe(int side, Copies copies, TrainingSettings training) {
            return new Recipe(
                    PictureSpaces.mobile(side, VisualWakeWords.LABELS.size()),
                    new PictureSource(VisualWakeWords::open, side, copies, PictureAugmentation.STANDARD),
                    training,
                    training.withSteps(training.steps() / 2));
        }
    };

    /** What holds where the user gives no limits. */
    public abstract Limits limits();

    abstract Recipe quick();

    abstract Recipe tiny();

    /** The task that the user calls so. */
    public static Task named(String name) {
        return Arrays.stream(values())
                .filter(task -> task.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new RunException(
                        Fault.USAGE,
                        "unknown task '%s'; known are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(values()).map(Task::label).collect(Collectors.joining(", ")))));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Recipe recipe(Preset preset, long seed) {
        Recipe recipe =
                switch (preset) {
                    case QUICK -> quick();
                    case TINY -> tiny();
                };
        return new Recipe(
                recipe.space(),
                recipe.source(),
                recipe.superNet().withSeed(seed),
                recipe.fineTuning().withSeed(seed));
    }
}
