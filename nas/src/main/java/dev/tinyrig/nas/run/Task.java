package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.picture.PictureAugmentation;
import dev.tinyrig.nas.data.picture.PictureFolders;
import dev.tinyrig.nas.data.picture.Pictures;
import dev.tinyrig.nas.data.picture.VisualWakeWords;
import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.SpeechCommands;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.PictureSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainingSettings;
import dev.tinyrig.rig.names.Choices;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What networks are searched to recognise. */
public enum Task {
    /** Ten keywords, silence, and other words. */
    SPEECH_COMMANDS(15, 8, 48) {
        @Override
        Recipe recipe(Preset preset, Optional<Path> data) {
            return speech(preset, SpeechCommands::open, SpeechCommands.KEYWORDS.size());
        }
    },
    /** Every word of the data set: 30 in v1 of Speech Commands, 35 in v2. */
    SPEECH_WORDS(15, 16, 96) {
        @Override
        Recipe recipe(Preset preset, Optional<Path> data) {
            int words = SpeechCommands.openWords(folder(data)).labels().size();
            return speech(preset, SpeechCommands::openWords, words);
        }
    },
    /**
     * Whether a person is in the picture. For less than MCUNet's smallest network needs, which takes 66 ms on an
     * STM32F746, 56 KB and 453 KB (TinyEngine's README).
     */
    VISUAL_WAKE_WORDS(40, 24, 128) {
        @Override
        Recipe recipe(Preset preset, Optional<Path> data) {
            folder(data);
            return pictures(preset, VisualWakeWords::open, VisualWakeWords.LABELS.size());
        }
    },
    /** Which of the classes that a data set in ImageNet's layout has. */
    PICTURES(200, 128, 512) {
        @Override
        Recipe recipe(Preset preset, Optional<Path> data) {
            int classes = PictureFolders.open(folder(data)).labels().size();
            return pictures(preset, PictureFolders::open, classes);
        }
    };

    private static final Choices<Task> CHOICES = new Choices<>(Task.class);

    private final double maxLatencyMs;
    private final double maxSramKb;
    private final double maxFlashKb;

    Task(double maxLatencyMs, double maxSramKb, double maxFlashKb) {
        this.maxLatencyMs = maxLatencyMs;
        this.maxSramKb = maxSramKb;
        this.maxFlashKb = maxFlashKb;
    }

    abstract Recipe recipe(Preset preset, Optional<Path> data);

    /** What holds where the user gives no limits. */
    public Limits limits() {
        return new Limits(maxLatencyMs, maxSramKb, maxFlashKb);
    }

    /** The task that the user calls so. */
    public static Task named(String name) {
        return CHOICES.find(name).orElseThrow(() -> new RunException(Fault.USAGE, CHOICES.unknown("task", name)));
    }

    public String label() {
        return Choices.label(this);
    }

    /** Refuses a request whose names mean nothing, or that needs data and has none. */
    public static void check(Request request) {
        recipe(SpaceRace.isAskedBy(request) ? request.withSpace(SpaceKind.SEARCHED.label()) : request);
    }

    /** What is trained for a request; refuses names that mean nothing. */
    static Recipe recipe(Request request) {
        Recipe recipe = named(request.task())
                .recipe(Preset.named(request.preset()), request.data().map(Path::of));
        SearchSpace space = SpaceChoice.named(request.space().orElse(SpaceKind.SEARCHED.label()))
                .of(recipe.space());
        return new Recipe(
                space,
                recipe.source().reading(space.input()),
                request.sharing().orElse(recipe.sharing()),
                recipe.superNet().withSeed(request.seed()),
                recipe.fineTuning().withSeed(request.seed()));
    }

    private static Path folder(Optional<Path> data) {
        return data.orElseThrow(() -> new DataException("this task needs recordings: give their folder with --data"));
    }

    private static Recipe speech(Preset preset, Function<Path, SpeechCommands> finder, int classes) {
        SearchSpace space = KeywordSpaces.quick(classes);
        SpeechSource whole =
                new SpeechSource(finder, Size.STANDARD, new Copies(100_000, 24, 1, 1), Augmentation.STANDARD);
        return switch (preset) {
            case STANDARD ->
                new Recipe(space, whole, TrainingSettings.standard(), TrainingSettings.standardFineTuning());
            case QUICK -> new Recipe(space, whole, TrainingSettings.quick(), TrainingSettings.quickFineTuning());
            case TINY ->
                new Recipe(
                        space,
                        new SpeechSource(
                                finder, new Size(20, 1, 10), new Copies(6_000, 1, 0, 1), Augmentation.STANDARD),
                        TrainingSettings.quick().withSteps(150),
                        TrainingSettings.quickFineTuning().withSteps(150));
        };
    }

    private static Recipe pictures(Preset preset, Function<Path, Pictures> finder, int classes) {
        return switch (preset) {
            case STANDARD -> pictures(finder, classes, 64, new Copies(24_000, 7, 0, 1), 2000);
            case QUICK -> pictures(finder, classes, 48, new Copies(16_000, 5, 0, 1), 1000);
            case TINY -> pictures(finder, classes, 32, new Copies(4_000, 1, 0, 1), 60);
        };
    }

    private static Recipe pictures(Function<Path, Pictures> finder, int classes, int side, Copies copies, int steps) {
        return new Recipe(
                PictureSpaces.mobile(side, classes),
                new PictureSource(finder, side, copies, PictureAugmentation.STANDARD),
                TrainingSettings.pictures().withSteps(steps),
                TrainingSettings.picturesFineTuning().withSteps(steps * 3 / 10));
    }
}
