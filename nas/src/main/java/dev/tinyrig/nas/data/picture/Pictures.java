package dev.tinyrig.nas.data.picture;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Parts;
import dev.tinyrig.rig.measure.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A data set of pictures.
 *
 * @param folder where it lies
 * @param labels names of the classes
 */
public record Pictures(Path folder, List<String> labels, Parts<Picture> parts) {
    /** One of so many training pictures is kept for validation where a data set has no part for it. */
    private static final int VALIDATION_SHARE = 10;

    /** As many as the paper kept of Visual Wake Words. */
    private static final int MAX_VALIDATION = 5000;

    public Pictures {
        labels = List.copyOf(labels);
    }

    /** What features made from it are, when networks read squares of so many pixels a side. */
    public Dataset.About about(int side) {
        return new Dataset.About(labels, PictureFrontEnd.input(side), false);
    }

    /**
     * Ready for a search, with pictures in every part: where there is no test part the validation part becomes it, and
     * where there is no validation part some of the training pictures do, chosen by the hashes of their names.
     */
    Pictures complete() {
        List<Picture> training = parts.training();
        List<Picture> validation = parts.validation();
        List<Picture> test = parts.test();
        if (test.isEmpty()) {
            test = validation;
            validation = List.of();
        }
        if (validation.isEmpty()) {
            List<Picture> shuffled = new ArrayList<>(training);
            shuffled.sort(Comparator.comparing(Pictures::hashOfName));
            int count = Math.min(MAX_VALIDATION, training.size() / VALIDATION_SHARE);
            validation = shuffled.subList(0, count);
            training = shuffled.subList(count, shuffled.size());
        }
        if (training.isEmpty() || validation.isEmpty() || test.isEmpty()) {
            throw new DataException("%s has %d training, %d validation and %d test pictures; each needs some"
                    .formatted(folder, training.size(), validation.size(), test.size()));
        }
        return new Pictures(folder, labels, new Parts<>(training, validation, test));
    }

    private static String hashOfName(Picture picture) {
        return Sha256.of(picture.name());
    }
}
