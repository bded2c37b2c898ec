package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An inverted bottleneck that runs one output row at a time: its convolution expands a few rows into a band, its depthwise
 * layer reads those, its second convolution projects the row. What lies between them never exists whole. Mostly the first
 * convolution is pointwise, but any will do, such as that at the beginning of a network.
 *
 * @param firstStep the expansion's; the depthwise layer and the projection follow
 * @param isResidual whether a sum with the block's input follows too
 */
public record StreamedBlock(int firstStep, boolean isResidual) {
    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

    /** Every block of a network that could be streamed; no two share a layer. */
    static List<StreamedBlock> candidates(Network network) {
        List<StreamedBlock> blocks = new ArrayList<>();
        int step = 0;
        while (step < network.layers().size()) {
            Optional<StreamedBlock> block = at(network, step);
            block.ifPresent(blocks::add);
            step = block.map(StreamedBlock::lastStep).orElse(step) + 1;
        }
        return blocks;
    }

    private static Optional<StreamedBlock> at(Network network, int step) {
        List<Layer> layers = network.layers();
        boolean isBlock = step + 2 < layers.size()
                && layers.get(step) instanceof Layer.Conv2d expand
                && layers.get(step + 1) instanceof Layer.DepthwiseConv2d depthwise
                && layers.get(step + 2) instanceof Layer.Conv2d project
                && depthwise.input() == expand.output()
                && project.input() == depthwise.output()
                && project.window().equals(POINT)
                && isReadOnce(network, expand.output())
                && isReadOnce(network, depthwise.output());
        return isBlock ? Optional.of(new StreamedBlock(step, isResidual(network, step))) : Optional.empty();
    }

    private static boolean isResidual(Network network, int step) {
        List<Layer> layers = network.layers();
        int input = layers.get(step).inputs().get(0);
        int projected = layers.get(step + 2).output();
        return step + 3 < layers.size()
                && layers.get(step + 3) instanceof Layer.Add add
                && add.left() != add.right()
                && List.of(input, projected).containsAll(add.inputs())
                && isReadOnce(network, projected);
    }

    private static boolean isReadOnce(Network network, int tensor) {
        return network.layers().stream()
                        .flatMap(layer -> layer.inputs().stream())
                        .filter(input -> input == tensor)
                        .count()
                == 1;
    }

    public int lastStep() {
        return firstStep + (isResidual ? 3 : 2);
    }

    public boolean contains(int step) {
        return firstStep <= step && step <= lastStep();
    }

    public IntStream steps() {
        return IntStream.rangeClosed(firstStep, lastStep());
    }

    /** Rows of the expanded tensor that exist at a time. */
    public int bandRows(Network network) {
        Layer.DepthwiseConv2d depthwise =
                (Layer.DepthwiseConv2d) network.layers().get(firstStep + 1);
        int height = network.tensor(depthwise.input()).shape().height();
        return Math.min(height, depthwise.window().kernelHeight());
    }

    /** Bytes of what one of its steps writes, or of the part that exists at a time. */
    int outputBytes(Network network, int step) {
        int tensor = network.layers().get(step).output();
        int bytes = network.tensor(tensor).shape().size();
        int rowBytes = bytes / network.tensor(tensor).shape().height();
        if (step == lastStep()) {
            return bytes;
        }
        return step == firstStep ? bandRows(network) * rowBytes : rowBytes;
    }
}
