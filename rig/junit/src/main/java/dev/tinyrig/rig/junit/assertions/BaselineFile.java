package dev.tinyrig.rig.junit.assertions;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tinyrig.rig.measure.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A committed JSON file of baselines, one for each target and kind of number. */
public record BaselineFile(Path file) {
    /** Set this system property to {@code true}, or TINYRIG_BASELINES_REWRITE, to make what is measured the new baseline. */
    public static final String REWRITE = "tinyrig.baselines.rewrite";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private static final TypeReference<TreeMap<String, Baseline>> ALL = new TypeReference<>() {};

    static boolean isToBeRewritten() {
        return Boolean.parseBoolean(Optional.ofNullable(System.getProperty(REWRITE))
                .orElseGet(() -> System.getenv().getOrDefault("TINYRIG_BASELINES_REWRITE", "false")));
    }

    /** Numbers of different kinds are never compared, so that each has an entry of its own. */
    static String key(Measurement seen) {
        return "%s %s %s"
                .formatted(seen.target(), seen.fidelity(), seen.counter())
                .toLowerCase(Locale.ROOT);
    }

    Optional<Baseline> of(Measurement seen) {
        return Optional.ofNullable(all().get(key(seen)));
    }

    /** Other tests of this JVM may write into the same file. */
    void put(Measurement seen) {
        synchronized (BaselineFile.class) {
            SortedMap<String, Baseline> all = all();
            all.put(key(seen), Baseline.of(seen));
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, MAPPER.writeValueAsString(all) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("the baseline %s cannot be written".formatted(file), e);
            }
        }
        System.err.printf("tinyrig: wrote baseline \"%s\" into %s%n", key(seen), file);
    }

    private SortedMap<String, Baseline> all() {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            return MAPPER.readValue(file.toFile(), ALL);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the baseline %s cannot be read: mend it, or write it again with -D%s=true"
                            .formatted(file, REWRITE),
                    e);
        }
    }
}
