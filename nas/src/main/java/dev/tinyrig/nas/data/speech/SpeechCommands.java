package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A keyword data set in the layout of Google's Speech Commands: one folder per word, {@code validation_list.txt},
 * {@code testing_list.txt} and {@code _background_noise_}; what neither list names is for training. Where there are no
 * lists, the rule decides that made the published ones.
 *
 * @param folder that holds the lists
 * @param labels names of the classes
 * @param synthetic whether a machine spoke it
 * @param backgroundNoise long files to mix in
 */
public record SpeechCommands(
        Path folder, List<String> labels, boolean synthetic, Parts<Clip> parts, List<Path> backgroundNoise) {
    /** Ten words, silence and other words, in the order of MLPerf Tiny's keyword benchmark. */
    public static final List<String> KEYWORDS =
            List.of("down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "silence", "unknown");

    static final int SILENCE = 10;
    static final int UNKNOWN = 11;
    static final String VALIDATION_LIST = "validation_list.txt";
    static final String TESTING_LIST = "testing_list.txt";
    static final String NOISE_FOLDER = "_background_noise_";

    /** A file of this name says that the data set was synthesised. */
    static final String SYNTHETIC_MARK = "SYNTHETIC";

    public SpeechCommands {
        labels = List.copyOf(labels);
        backgroundNoise = List.copyOf(backgroundNoise);
    }

    /** What the benchmark's features made from it are. */
    public Dataset.About about() {
        return about(Mfcc.INPUT);
    }

    /** What features of that input made from it are. */
    public Dataset.About about(Input input) {
        return new Dataset.About(labels, input, synthetic);
    }

    static List<String> keywords() {
        return KEYWORDS.subList(0, SILENCE);
    }

    /** All words of a data folder, or of its sub-folder {@code speech_commands}, as classes: 30 in v1, 35 in v2. */
    public static SpeechCommands openWords(Path dataFolder) {
        return new SpeechCommandsFolder(located(dataFolder)).words();
    }

    /** The {@link #KEYWORDS} of a data folder, or of its sub-folder {@code speech_commands}. */
    public static SpeechCommands open(Path dataFolder) {
        return new SpeechCommandsFolder(located(dataFolder)).keywords();
    }

    private static Path located(Path dataFolder) {
        if (!Files.isDirectory(dataFolder)) {
            throw new DataException(
                    "data folder %s does not exist; give a folder in the Speech Commands layout".formatted(dataFolder));
        }
        for (Path folder : List.of(dataFolder, dataFolder.resolve("speech_commands"))) {
            if (Files.isDirectory(folder.resolve(NOISE_FOLDER))) {
                return folder;
            }
        }
        throw new DataException(
                "data folder %s has neither %s nor speech_commands/%s; give a folder in the Speech Commands layout"
                        .formatted(dataFolder, NOISE_FOLDER, NOISE_FOLDER));
    }
}
