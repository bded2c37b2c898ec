package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.picture.PictureAugmentation;
import dev.tinyrig.nas.data.picture.VisualWakeWords;
import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.PictureSpaces;
import dev.tinyrig.nas.space.SearchSpace;
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
        Recipe recipe(Preset preset) {
            return switch (preset) {
                case STANDARD ->
                    recipe(SPOKEN, RECORDED, TrainingSettings.standard(), TrainingSettings.standardFineTuning());
                case QUICK -> recipe(SPOKEN, RECORDED, TrainingSettings.quick(), TrainingSettings.quickFineTuning());
                case TINY ->
                    recipe(
                            new Size(20, 1, 10),
                            new Copies(6_000, 1, 0, 1),
                            TrainingSettings.quick().withSteps(150),
                            TrainingSettings.quickFineTuning().withSteps(150));
            };
        }

        private Recipe recipe(Size spoken, Copies copies, TrainingSettings superNet, TrainingSettings fineTuning) {
            return new Recipe(
                    KeywordSpaces.quick(),
                    new SpeechSource(spoken, copies, Augmentation.STANDARD),
                    superNet,
                    fineTuning);
        }
    },
    /** Whether a person is in the picture. */
    VISUAL_WAKE_WORDS {
        @Override
        public Limits limits() {
            return new Limits(200, 128, 512);
        }

        @Override
        Recipe recipe(Preset preset) {
            return switch (preset) {
                case STANDARD -> recipe(64, new Copies(24_000, 7, 1, 1), TrainingSettings.pictures());
                case QUICK ->
                    recipe(
                            48,
                            new Copies(16_000, 5, 1, 1),
                            TrainingSettings.pictures().withSteps(1500));
                case TINY ->
                    recipe(
                            32,
                            new Copies(4_000, 1, 0, 1),
                            TrainingSettings.pictures().withSteps(60));
            };
        }

        private Recipe recipe(int side, Copies copies, TrainingSettings training) {
            return new Recipe(
                    PictureSpaces.mobile(side, VisualWakeWords.LABELS.size()),
                    new PictureSource(VisualWakeWords::open, side, copies, PictureAugmentation.STANDARD),
                    training,
                    training.withSteps(training.steps() / 2));
        }
    };

    private static final String SEARCHED = "searched";
    private static final String MOBILENETV2 = "mobilenetv2";

    /** Speech for where there are no recordings, and copies of speech. */
    private static final Size SPOKEN = Size.STANDARD;

    private static final Copies RECORDED = new Copies(100_000, 24, 1, 1);

    /** What holds where the user gives no limits. */
    public abstract Limits limits();

    abstract Recipe recipe(Preset preset);

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

    /** Refuses a request that names a preset or a space that does not exist. */
    public static void check(Request request) {
        recipe(request);
    }

    static Recipe recipe(Request request) {
        Recipe recipe = named(request.task()).recipe(Preset.named(request.preset()));
        return new Recipe(
                space(recipe.space(), request.space().orElse(SEARCHED)),
                recipe.source(),
                recipe.superNet().withSeed(request.seed()),
                recipe.fineTuning().withSeed(request.seed()));
    }

    private static SearchSpace space(SearchSpace searched, String name) {
        return switch (name) {
            case SEARCHED -> searched;
            case MOBILENETV2 -> searched.mobileNetV2();
            default ->
                throw new RunException(
                        Fault.USAGE, "unknown space '%s'; known are %s and %s".formatted(name, SEARCHED, MOBILENETV2));
        };
    }
}
