package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.lab.BenchChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a run was told, by JUnit configuration parameter or system property, else by environment variable: {@code
 * tinyrig.bench} is {@code TINYRIG_BENCH} there.
 *
 * @param bench where tests run that do not say so themselves
 * @param benches how many equal emulators or replays there are at most
 * @param required whether a test without a bench fails rather than being skipped
 * @param patience how long a test waits for a bench
 * @param record where all sessions are recorded
 * @param golden the class that makes the firmware which proves a board sound
 */
record Settings(
        String bench,
        int benches,
        boolean required,
        Duration patience,
        Optional<Path> record,
        Optional<String> golden) {
    static final String BENCH = "tinyrig.bench";
    static final String BENCHES = "tinyrig.benches";
    static final String REQUIRED = "tinyrig.benches.required";
    static final String PATIENCE = "tinyrig.patience";
    static final String RECORD = "tinyrig.record";
    static final String GOLDEN = "tinyrig.golden";

    static Settings of(ExtensionContext context) {
        Function<String, Optional<String>> setting = name ->
                context.getConfigurationParameter(name).or(() -> Optional.ofNullable(System.getenv(variable(name))));
        return new Settings(
                setting.apply(BENCH).orElse("sim"),
                setting.apply(BENCHES)
                        .map(Settings::count)
                        .orElse(Runtime.getRuntime().availableProcessors()),
                setting.apply(REQUIRED).map(Boolean::parseBoolean).orElse(false),
                setting.apply(PATIENCE).map(Settings::duration).orElse(Duration.ofMinutes(10)),
                setting.apply(RECORD).map(Path::of),
                setting.apply(GOLDEN));
    }

    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The benches of a test. */
    BenchChoice choice(OnTarget wanted) {
        return BenchChoice.of(wanted.bench().isEmpty() ? bench : wanted.bench());
    }

    private static int count(String text) {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new ExtensionConfigurationException("%s is '%s': give a number from 1".formatted(BENCHES, text));
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text.replace(" ", ""));
        } catch (DateTimeParseException e) {
            throw new ExtensionConfigurationException(
                    "%s is '%s': give a time such as 30s or 10m".formatted(PATIENCE, text), e);
        }
    }
}
