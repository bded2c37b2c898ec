package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long a search may take. */
final class BudgetOption {
    static final String NAME = "--budget";

    @Option(
            names = NAME,
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "such as 30m or 1h30m: all that a search does fits in it, training and search are cut as needed")
    private Optional<Duration> budget = Optional.empty();

    /** Writes it down for the run. */
    void log(ResultLog log, Clock clock) {
        budget.ifPresent(time -> log.append(new Entry.Budgeted(clock.instant(), time)));
    }

    /** Hours, minutes and seconds. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
                if (time.isNegative() || time.isZero()) {
                    throw new TypeConversionException("'%s' is no time to work in".formatted(text));
                }
                return time;
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'%s' is no time; give one such as 90s, 30m or 1h30m".formatted(text));
            }
        }
    }
}
