package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.rig.firmware.Footprint;
import java.util.List;

/**
 * The architecture that won, trained further and built again: what its folder and the report show of it.
 *
 * @param evaluation number of the evaluation it won with
 * @param validationAccuracy of the fine-tuned float network, 0 to 1
 * @param floatCorrect clips of the test list that the fine-tuned float network classifies rightly
 * @param layers in execution order
 * @param buffers the memory map of the arena
 * @param firmware build id of its image
 */
public record Winner(
        int evaluation,
        Architecture architecture,
        double validationAccuracy,
        int floatCorrect,
        List<LayerRow> layers,
        List<Buffer> buffers,
        long arenaBytes,
        Footprint footprint,
        String firmware) {
    public Winner {
        layers = List.copyOf(layers);
        buffers = List.copyOf(buffers);
    }

    /**
     * One layer as it runs on the device.
     *
     * @param kernel the operator and its window, such as {@code depthwise 5x3}
     * @param weightBytes weights and biases in flash
     * @param liveBytes activations that are live while it runs
     */
    public record LayerRow(
            String name, String kernel, String input, String output, long macs, long weightBytes, long liveBytes) {}

    /** A tensor's place in the arena, live from the layer with index {@code first} to that with index {@code last}. */
    public record Buffer(String name, long offset, long bytes, int first, int last) {}
}
