package dev.tinyrig.nas.space;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One network of a {@link SearchSpace}.
 *
 * @param width multiplier on every channel count
 * @param stages per stage its blocks, first to last
 */
public record Architecture(double width, List<Stage> stages) {
    private static final Pattern BLOCK = Pattern.compile("k(\\d+)e(\\d+)");

    public Architecture {
        stages = List.copyOf(stages);
    }

    /** The MBConv blocks of one stage; their number is the stage's depth. */
    public record Stage(List<Block> blocks) {
        public Stage {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * One MBConv block.
     *
     * @param kernel rows of the depthwise kernel; for speech, in time
     * @param expansion middle channels over input channels
     */
    public record Block(int kernel, int expansion) {}

    /** Names the architecture in logs, such as {@code w0.75/k3e4,k5e3/k7e6}; equal keys are equal architectures. */
    public String key() {
        return "w" + width + "/" + stages.stream().map(Architecture::stageKey).collect(Collectors.joining("/"));
    }

    /**
     * The architecture that has this {@link #key()}.
     *
     * @throws IllegalArgumentException if the text is no key
     */
    public static Architecture ofKey(String key) {
        String[] parts = key.split("/", -1);
        if (!parts[0].startsWith("w")) {
            throw new IllegalArgumentException("architecture '" + key + "' does not start with a width such as w0.75");
        }
        return new Architecture(
                Double.parseDouble(parts[0].substring(1)),
                Arrays.stream(parts).skip(1).map(Architecture::stageOf).toList());
    }

    private static Stage stageOf(String key) {
        return new Stage(
                Arrays.stream(key.split(",", -1)).map(Architecture::blockOf).toList());
    }

    private static Block blockOf(String key) {
        Matcher matcher = BLOCK.matcher(key);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("block '" + key + "' is not of the form k3e4");
        }
        return new Block(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private static String stageKey(Stage stage) {
        return stage.blocks().stream()
                .map(block -> "k" + block.kernel() + "e" + block.expansion())
                .collect(Collectors.joining(","));
    }
}
