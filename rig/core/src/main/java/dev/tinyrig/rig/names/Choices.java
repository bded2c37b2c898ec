package dev.tinyrig.rig.names;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of an enum as users write them: in lower case, with hyphens. */
public record Choices<E extends Enum<E>>(Class<E> type) {
    /** Such as {@code speech-commands} of {@code SPEECH_COMMANDS}. */
    public static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of this {@link #label}. */
    public Optional<E> find(String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> label(value).equals(label))
                .findFirst();
    }

    /** All labels, for one who wrote another: {@code unknown task 'x'; known are a, b}. */
    public String unknown(String what, String given) {
        String known =
                Arrays.stream(type.getEnumConstants()).map(Choices::label).collect(Collectors.joining(", "));
        return "unknown %s '%s'; known are %s".formatted(what, given, known);
    }
}
