package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder that a run records into. */
record RecordingFolder(Path folder) {
    /** Without what an earlier run has recorded there, which a replay would give first. */
    static RecordingFolder cleared(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(Recording.SUFFIX)).forEach(RecordingFolder::delete);
            }
            return new RecordingFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be recorded into", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
