package dev.tinyrig.nas.space;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One network of a {@link SearchSpace}.
 *
 * @param width multiplier on every channel count
 * @param stages per stage its blocks, first to last
 */
public record Architecture(double width, List<Stage> stages) {
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
     * @param kernel rows of the depthwise kernel, in time
     * @param expansion middle channels over input channels
     */
    public record Block(int kernel, int expansion) {}

    /** Names the architecture in logs, such as {@code w0.75/k3e4,k5e3/k7e6}; equal keys are equal architectures. */
    public String key() {
        return "w" + width + "/" + stages.stream().map(Architecture::stageKey).collect(Collectors.joining("/"));
    }

    private static String stageKey(Stage stage) {
        return stage.blocks().stream()
                .map(block -> "k" + block.kernel() + "e" + block.expansion())
                .collect(Collectors.joining(","));
    }
}
