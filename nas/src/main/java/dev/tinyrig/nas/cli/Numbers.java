package dev.tinyrig.nas.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of options, and says what to type where there is none. */
final class Numbers {
    private Numbers() {}

    /** To a command and all its sub-commands. */
    static CommandLine readBy(CommandLine commandLine) {
        return commandLine
                .registerConverter(Double.class, Numbers::decimal)
                .registerConverter(double.class, Numbers::decimal)
                .registerConverter(Integer.class, Numbers::whole)
                .registerConverter(int.class, Numbers::whole)
                .registerConverter(Long.class, Numbers::large)
                .registerConverter(long.class, Numbers::large);
    }

    private static Double decimal(String text) {
        return parsed(text, Double::valueOf, "is no number; give one without a unit, such as 12 or 2.5");
    }

    private static Integer whole(String text) {
        return parsed(text, Integer::valueOf, "is no whole number; give one without a unit, such as 12");
    }

    private static Long large(String text) {
        return parsed(text, Long::valueOf, "is no whole number; give one without a unit, such as 12");
    }

    private static <T> T parsed(String text, Function<String, T> parser, String otherwise) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s' %s".formatted(text, otherwise));
        }
    }
}
