package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.Input;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What networks may read of sound; the quantization of an input tells which it is. */
public enum SpeechFeatures {
    /** Mel cepstral coefficients, named such as {@code 49x10}. */
    MFCC("", "mfcc", "mel cepstral coefficients") {
        @Override
        public Input input(int frames, int values) {
            return Mfcc.input(frames, values);
        }

        @Override
        Function<float[], byte[]> reading(Input input) {
            return new Mfcc(input)::features;
        }
    },
    /** Logarithms of mel bands, named such as {@code mel49x40}. */
    LOG_MEL("mel", "logmel", "log-mel bands") {
        @Override
        public Input input(int frames, int values) {
            return LogMel.input(frames, values);
        }

        @Override
        Function<float[], byte[]> reading(Input input) {
            return new LogMel(input)::features;
        }
    };

    private static final Pattern NAME = Pattern.compile("([a-z]*)(\\d{1,4})x(\\d{1,4})");

    private final String prefix;
    private final String recipe;
    private final String values;

    SpeechFeatures(String prefix, String recipe, String values) {
        this.prefix = prefix;
        this.recipe = recipe;
        this.values = values;
    }

    /**
     * What networks read of so many frames, and values in each.
     *
     * @throws IllegalArgumentException if there are no such features
     */
    public abstract Input input(int frames, int values);

    /** Makes features of clips; used by many threads at once. */
    abstract Function<float[], byte[]> reading(Input input);

    /** Which features an input is of. */
    public static SpeechFeatures of(Input input) {
        return Arrays.stream(values())
                .filter(features -> features.isOf(input))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no features of sound are " + input));
    }

    private boolean isOf(Input input) {
        return input(input.shape().height(), input.shape().width()).equals(input);
    }

    /**
     * The input of a {@link #name}.
     *
     * @throws IllegalArgumentException if there are no such features; it says which there are
     */
    public static Input named(String name) {
        Matcher parts = NAME.matcher(name);
        if (parts.matches()) {
            for (SpeechFeatures features : values()) {
                if (features.prefix.equals(parts.group(1))) {
                    return features.input(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
                }
            }
        }
        throw new IllegalArgumentException(
                "'%s' is no input of this task: give such as 49x10 (frames x mel cepstral coefficients)".formatted(name)
                        + " or mel49x40 (frames x log-mel bands)");
    }

    /** How many frames features may have, the fewest first. */
    public static List<Integer> frames() {
        return MelFrames.choices();
    }

    /** What a user calls an input of these features. */
    public String name(int frames, int values) {
        return "%s%dx%d".formatted(prefix, frames, values);
    }

    /** An input of these features in words, for who has to make them. */
    public String description(Input input) {
        int frames = input.shape().height();
        return "%d frames of %d %s, %s".formatted(frames, input.shape().width(), values, MelFrames.description(frames));
    }

    /** Changes with how features are made, so that those of an older recipe are not taken for today's. */
    String recipe(Input input) {
        return "%s-%dx%d v1"
                .formatted(recipe, input.shape().height(), input.shape().width());
    }
}
