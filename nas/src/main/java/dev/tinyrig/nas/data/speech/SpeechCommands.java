package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A keyword data set in the layout of Google's Speech Commands: one folder per word, {@code validation_list.txt},
 * {@code testing_list.txt} and {@code _background_noise_}; what neither list names is for training.
 *
 * @param folder that holds the lists
 * @param synthetic whether a machine spoke it
 * @param backgroundNoise long files to mix in
 */
public record SpeechCommands(Path folder, boolean synthetic, Parts<Clip> parts, List<Path> backgroundNoise) {
    /** In the order of MLPerf Tiny's keyword benchmark. */
    public static final List<String> LABELS =
            List.of("down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "silence", "unknown");

    static final int SILENCE = 10;
    static final int UNKNOWN = 11;
    static final String VALIDATION_LIST = "validation_list.txt";
    static final String TESTING_LIST = "testing_list.txt";
    static final String NOISE_FOLDER = "_background_noise_";

    /** A file of this name says that the data set was synthesised. */
    static final String SYNTHETIC_MARK = "SYNTHETIC";

    public SpeechCommands {
        backgroundNoise = List.copyOf(backgroundNoise);
    }

    /** What features made from it are. */
    public Dataset.About about() {
        return new Dataset.About(LABELS, Mfcc.INPUT, synthetic);
    }

    static List<String> keywords() {
        return LABELS.subList(0, SILENCE);
    }

    /** Lists the clips in a data folder, or in its sub-folder {@code speech_commands}. */
    public static SpeechCommands open(Path dataFolder) {
        return new SpeechCommandsFolder(located(dataFolder)).scan();
    }

    private static Path located(Path dataFolder) {
        if (!Files.isDirectory(dataFolder)) {
            throw new DataException(
                    "data folder %s does not exist; give a folder in the Speech Commands layout".formatted(dataFolder));
        }
        for (Path folder : List.of(dataFolder, dataFolder.resolve("speech_commands"))) {
            if (Files.exists(folder.resolve(VALIDATION_LIST)) || Files.exists(folder.resolve(TESTING_LIST))) {
                return folder;
            }
        }
        throw new DataException(
                "data folder %s has neither %s nor speech_commands/%s; give a folder in the Speech Commands layout"
                        .formatted(dataFolder, VALIDATION_LIST, VALIDATION_LIST));
    }
}
