package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.FeatureExtraction;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.picture.PictureAugmentation;
import dev.tinyrig.nas.data.picture.PictureFrontEnd;
import dev.tinyrig.nas.data.picture.Pictures;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Pictures from a folder.
 *
 * @param finder finds them in the data folder
 * @param side pixels of a side of the square that networks read
 */
record PictureSource(Function<Path, Pictures> finder, int side, Copies copies, PictureAugmentation augmentation)
        implements Source {
    @Override
    public Source reading(Input other) {
        return new PictureSource(finder, other.shape().height(), copies, augmentation);
    }

    @Override
    public Material read(Reading reading) {
        Path folder = reading.data()
                .orElseThrow(() -> new DataException("this task needs pictures: give their folder with --data"));
        Pictures pictures = finder.apply(folder);
        PictureFrontEnd frontEnd = new PictureFrontEnd(side, augmentation);
        return reading.material(
                pictures.about(side),
                pictures.parts(),
                progress -> new FeatureExtraction<>(frontEnd, copies, progress));
    }
}
