package dev.tinyrig.nas.data.picture;

import dev.tinyrig.nas.data.Recording;
import java.nio.file.Path;

/**
 * One picture with its class.
 *
 * @param name path below the data folder
 * @param label index into the classes of its data set
 * @param file where its pixels are: a JPEG, a PNG, or raw bytes in a file that ends in {@code .bin}
 */
public record Picture(String name, int label, Path file) implements Recording {
    public Picture {
        if (label < 0) {
            throw new IllegalArgumentException("picture %s has label %d".formatted(name, label));
        }
    }
}
