package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.picture.PictureFrontEnd;
import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A space that a user names: a {@link SpaceKind} or one width of the searched space, and perhaps other inputs, such as
 * {@code proxyless}, {@code w0.6}, {@code mobilenetv2@64} or {@code w0.6@49x20}.
 *
 * @param input side of pictures, or frames x coefficients of speech; empty for the preset's
 */
record SpaceChoice(String kind, Optional<String> input) {
    private static final Pattern WIDTH = Pattern.compile("w(\\d\\.\\d+)");
    private static final Pattern SIDE = Pattern.compile("\\d{2,3}");
    private static final Pattern FRAMES = Pattern.compile("(\\d+)x(\\d+)");

    static SpaceChoice named(String name) {
        String[] parts = name.split("@", 2);
        if (!WIDTH.matcher(parts[0]).matches()) {
            SpaceKind.named(parts[0]);
        }
        return new SpaceChoice(parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
    }

    static String name(double width, String input) {
        return "w%s@%s".formatted(width, input);
    }

    /** The space, made of the task's own. */
    SearchSpace of(SearchSpace searched) {
        SearchSpace over =
                input.map(text -> searched.over(input(searched, text), text)).orElse(searched);
        Matcher width = WIDTH.matcher(kind);
        return width.matches()
                ? over.ofWidth(Double.parseDouble(width.group(1)))
                : SpaceKind.named(kind).of(over);
    }

    private static Input input(SearchSpace searched, String text) {
        boolean speech = searched.input().shape().channels() == 1;
        Matcher frames = FRAMES.matcher(text);
        try {
            if (speech && frames.matches()) {
                return Mfcc.input(Integer.parseInt(frames.group(1)), Integer.parseInt(frames.group(2)));
            }
            if (!speech && SIDE.matcher(text).matches()) {
                return PictureFrontEnd.input(Integer.parseInt(text));
            }
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
        throw new RunException(
                Fault.USAGE,
                "'%s' is no input of this task: give %s"
                        .formatted(text, speech ? "such as 49x10" : "a side such as 64"));
    }
}
