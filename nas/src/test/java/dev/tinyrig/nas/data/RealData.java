package dev.tinyrig.nas.data;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where real recordings are, for tests that need them. */
public final class RealData {
    private RealData() {}

    /** The folder that {@code TINYRIG_DATA} names; the calling test is skipped, and says so, where there is none. */
    public static Path folder(String inside) {
        String data = System.getenv().getOrDefault("TINYRIG_DATA", "");
        Path folder = Path.of(data).resolve(inside);
        if (data.isEmpty() || !Files.isDirectory(folder)) {
            String reason = "SKIPPED: no real data: TINYRIG_DATA=%s has no folder %s".formatted(data, inside);
            System.err.println(reason);
            return abort(reason);
        }
        return folder;
    }

    /** A file there; skipped alike where there is none. */
    public static Path file(String inside) {
        Path file = Path.of(inside);
        return folder(String.valueOf(file.getParent())).resolve(String.valueOf(file.getFileName()));
    }
}
