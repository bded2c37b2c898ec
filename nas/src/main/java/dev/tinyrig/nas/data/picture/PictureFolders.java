package dev.tinyrig.nas.data.picture;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Data sets in ImageNet's layout: {@code train}, {@code val} and perhaps {@code test}, in each a folder per class. */
public final class PictureFolders {
    private static final String TRAINING = "train";
    private static final String VALIDATION = "val";
    private static final String TEST = "test";
    private static final Pattern PICTURE = Pattern.compile(".*\\.(jpe?g|png|bin)");

    private PictureFolders() {}

    /** The data set in a folder; its classes are the folders in {@code train}, by name. */
    public static Pictures open(Path folder) {
        return new Pictures(folder, classes(folder), parts(folder, classes(folder))).complete();
    }

    static boolean isOne(Path folder) {
        return Files.isDirectory(folder.resolve(TRAINING));
    }

    static List<String> classes(Path folder) {
        Path training = folder.resolve(TRAINING);
        if (!Files.isDirectory(training)) {
            throw new DataException(
                    "%s has no folder train; give one with train/CLASS and val/CLASS".formatted(folder));
        }
        List<String> classes = names(training, Files::isDirectory);
        if (classes.size() < 2) {
            throw new DataException("%s has %d folders; it needs one for each of two or more classes"
                    .formatted(training, classes.size()));
        }
        return classes;
    }

    static Parts<Picture> parts(Path folder, List<String> classes) {
        return new Parts<>(
                pictures(folder, TRAINING, classes),
                pictures(folder, VALIDATION, classes),
                pictures(folder, TEST, classes));
    }

    private static List<Picture> pictures(Path folder, String part, List<String> classes) {
        List<Picture> pictures = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path ofClass = folder.resolve(part).resolve(classes.get(label));
            if (Files.isDirectory(ofClass)) {
                for (String name : names(ofClass, PictureFolders::isPicture)) {
                    String below = "%s/%s/%s".formatted(part, classes.get(label), name);
                    pictures.add(new Picture(below, label, ofClass.resolve(name)));
                }
            }
        }
        return pictures;
    }

    private static boolean isPicture(Path file) {
        return PICTURE.matcher(file.toString().toLowerCase(Locale.ROOT)).matches();
    }

    private interface Filter {
        boolean takes(Path path);
    }

    private static List<String> names(Path folder, Filter filter) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(filter::takes)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("cannot list %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
