package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.picture.PictureFrontEnd;
import dev.tinyrig.nas.data.speech.SpeechFeatures;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A space that a user names: a {@link SpaceKind} or one width of the searched space, and perhaps other inputs, such as
 * {@code proxyless}, {@code w0.6}, {@code mobilenetv2@64}, {@code w0.6@49x20} or {@code searched@mel49x40}.
 *
 * @param input side of pictures, or the name of {@link SpeechFeatures}; empty for the preset's
 */
record SpaceChoice(String kind, Optional<String> input) {
    private static final Pattern WIDTH = Pattern.compile("w(\\d\\.\\d+)");
    private static final Pattern SIDE = Pattern.compile("\\d{2,3}");

    static SpaceChoice named(String name) {
        String[] parts = name.split("@", 2);
        if (!isKind(parts[0])) {
            throw SpaceKind.unknown(parts[0]);
        }
        return new SpaceChoice(parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
    }

    /** Whether the part before the input names a space. */
    static boolean isNamed(String name) {
        return isKind(name.split("@", 2)[0]);
    }

    private static boolean isKind(String kind) {
        return WIDTH.matcher(kind).matches() || SpaceKind.isNamed(kind);
    }

    static String name(double width, String input) {
        return "w%s@%s".formatted(width, input);
    }

    /** The space, made of the task's own. */
    SearchSpace of(SearchSpace searched) {
        SearchSpace over = input.map(text -> over(searched, text)).orElse(searched);
        Matcher width = WIDTH.matcher(kind);
        return width.matches()
                ? over.ofWidth(Double.parseDouble(width.group(1)))
                : SpaceKind.named(kind).of(over);
    }

    private static SearchSpace over(SearchSpace searched, String text) {
        try {
            return readsSpeech(searched)
                    ? KeywordSpaces.over(searched, SpeechFeatures.named(text), text)
                    : searched.over(PictureFrontEnd.input(side(text)), text);
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Pictures have colours. */
    static boolean readsSpeech(SearchSpace space) {
        return space.input().shape().channels() == 1;
    }

    private static int side(String text) {
        if (!SIDE.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no input of this task: give a side such as 64".formatted(text));
        }
        return Integer.parseInt(text);
    }
}
