package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.cli.Finding.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the doctor sees of the data set. */
final class DataFinding {
    private static final String NAME = "data set";
    private static final String ADVICE =
            "let --data or TINYRIG_DATA name a folder with a sub-folder for each word, as in "
                    + "Google's Speech Commands, or for each class of pictures";

    private DataFinding() {}

    static Finding of(Optional<String> folder) {
        return folder.map(name -> look(Path.of(name)))
                .orElseGet(() -> Finding.wrong(NAME, Need.DATA, "none is named, speech will be synthetic", ADVICE));
    }

    private static Finding look(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            long classes = entries.filter(Files::isDirectory).count();
            return classes > 0
                    ? Finding.fine(NAME, Need.DATA, "%s, %d sub-folders".formatted(folder, classes))
                    : Finding.wrong(NAME, Need.DATA, folder + " has no sub-folders", ADVICE);
        } catch (IOException e) {
            return Finding.wrong(NAME, Need.DATA, folder + " cannot be read", ADVICE);
        }
    }
}
