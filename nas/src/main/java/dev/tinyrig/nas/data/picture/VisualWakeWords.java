package dev.tinyrig.nas.data.picture;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Is a person in the picture? Finds the pictures in the layouts in which people have them. */
public final class VisualWakeWords {
    /** In the order of MLPerf Tiny's benchmark. */
    public static final List<String> LABELS = List.of("non_person", "person");

    static final int NO_PERSON = 0;
    static final int PERSON = 1;

    private VisualWakeWords() {}

    /**
     * The pictures in a folder: COCO with its annotations, {@code train/person} and {@code train/non_person} and so on,
     * or a {@code manifest.csv}; else those of all its sub-folders that have one of these layouts, together.
     */
    public static Pictures open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("data folder %s does not exist; give one with pictures".formatted(folder));
        }
        Parts<Picture> parts = parts(folder)
                .or(() -> inSubFolders(folder))
                .orElseThrow(
                        () -> new DataException(("%s has neither annotations/instances_train2017.json nor train/person "
                                        + "nor manifest.csv with file, label and part, and no folder in it has; give one that has")
                                .formatted(folder)));
        return new Pictures(folder, LABELS, parts).complete();
    }

    private static Optional<Parts<Picture>> parts(Path folder) {
        if (CocoPersons.isOne(folder)) {
            return Optional.of(CocoPersons.parts(folder));
        }
        if (PictureFolders.isOne(folder) && PictureFolders.classes(folder).equals(LABELS)) {
            return Optional.of(PictureFolders.parts(folder, LABELS));
        }
        return ListedPictures.isOne(folder)
                ? Optional.of(ListedPictures.parts(folder, LABELS.size()))
                : Optional.empty();
    }

    private static Optional<Parts<Picture>> inSubFolders(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(VisualWakeWords::parts)
                    .flatMap(Optional::stream)
                    .reduce(Parts::and);
        } catch (IOException e) {
            throw new DataException("cannot list %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
