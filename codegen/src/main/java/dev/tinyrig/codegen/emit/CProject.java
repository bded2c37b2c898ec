package dev.tinyrig.codegen.emit;

import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Generated sources as a value.
 *
 * @param network the fingerprint of the network they run
 * @param inputBytes the size of its input tensor
 * @param usedOperatorsOnly whether kernels that are not called shall be left out of the image
 * @param files contents by file name
 */
public record CProject(String network, int inputBytes, boolean usedOperatorsOnly, SortedMap<String, Bytes> files) {
    public CProject {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Writes every file into a folder, which is made where it is missing. */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue().toArray());
        }
    }
}
