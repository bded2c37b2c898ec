package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares generated text with a committed file; {@code -Dtest.argLine=-Dtinyrig.golden=write} rewrites the files instead. */
final class Golden {
    private Golden() {}

    static void assertEqual(Path golden, String actual) throws IOException {
        if ("write".equals(System.getProperty("tinyrig.golden"))) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.writeString(golden, actual);
        }
        assertThat(actual)
                .as("%s; rewrite with ./mvnw -pl rig/core -am verify -Dtest.argLine=-Dtinyrig.golden=write", golden)
                .isEqualTo(Files.readString(golden));
    }
}
