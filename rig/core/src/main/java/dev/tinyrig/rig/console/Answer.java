package dev.tinyrig.rig.console;

import static java.util.stream.Collectors.joining;

import dev.tinyrig.rig.console.ConsoleException.Kind;
import dev.tinyrig.rig.measure.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The lines before {@code m-ready} that answered one command, and their reading. */
record Answer(String command, List<String> lines, Console console) {
    /** Two complaints of MLPerf Tiny's reference firmware are not in the {@code e-[...]} form. */
    private static final List<String> COMPLAINTS = List.of("e-[", "Supplied buffer size ", "Input db has ");

    /** This answer, unless the firmware complained. */
    Answer accepted() {
        for (String line : lines) {
            if (COMPLAINTS.stream().anyMatch(line::startsWith)) {
                throw console.failure(Kind.REFUSED, "'%s' was refused: %s".formatted(command, line));
            }
        }
        return this;
    }

    Answer with(String line) {
        if (!lines.contains(line)) {
            throw lacks(line);
        }
        return this;
    }

    /** What follows {@code prefix} in each line that starts with it. */
    List<String> after(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    /** The values of all lines {@code prefix[value]}. */
    List<String> values(String prefix) {
        return after(prefix).stream()
                .flatMap(rest -> rest.startsWith("[") && rest.endsWith("]")
                        ? Stream.of(rest.substring(1, rest.length() - 1))
                        : Stream.empty())
                .toList();
    }

    String value(String prefix) {
        return values(prefix).stream().findFirst().orElseThrow(() -> lacks(prefix + "[...]"));
    }

    List<Long> numbers(List<String> values) {
        try {
            return values.stream().map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw garbled(String.join(", ", values));
        }
    }

    /** Exactly {@code expected} numbers. */
    List<Long> numbers(List<String> values, int expected) {
        if (values.size() != expected) {
            throw garbled("%d values instead of %d".formatted(values.size(), expected));
        }
        return numbers(values);
    }

    /** MLPerf Tiny's VWW firmware ends its list with a comma, which split drops. */
    List<Double> scores() {
        String scores = value("m-results-");
        try {
            return Arrays.stream(scores.split(",")).map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw garbled(scores);
        }
    }

    Bytes output() {
        return bytes(value("m-rig-output-"));
    }

    Bytes buffer() {
        return bytes(
                after("m-buffer-").stream().map(row -> row.replace("-", "")).collect(joining()));
    }

    private Bytes bytes(String digits) {
        try {
            return Bytes.ofHex(digits);
        } catch (IllegalArgumentException e) {
            throw garbled(digits);
        }
    }

    private ConsoleException lacks(String expected) {
        return console.failure(Kind.GARBLED, "'%s' was answered without %s".formatted(command, expected));
    }

    ConsoleException garbled(String seen) {
        return console.failure(Kind.GARBLED, "'%s' was answered with %s".formatted(command, seen));
    }
}
