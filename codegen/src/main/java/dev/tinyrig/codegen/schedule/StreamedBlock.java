package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An inverted bottleneck that runs a few output rows at a time: its convolution expands the rows under their windows into a
 * band, its depthwise layer reads those, its second convolution projects what comes of them. What lies between them never
 * exists whole. Mostly the first convolution is pointwise, but any will do, such as that at the beginning of a network.
 *
 * @param firstStep the expansion's; the depthwise layer and the projection follow
 * @param isResidual whether a sum with the block's input follows too
 * @param rows of the output that a pass makes; the last pass may make fewer
 */
public record StreamedBlock(int firstStep, boolean isResidual, int rows) {
    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

    /** Every block of a network that could be streamed, a row a pass; no two share a layer. */
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
        return isBlock ? Optional.of(new StreamedBlock(step, isResidual(network, step), 1)) : Optional.empty();
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

    StreamedBlock withRows(int others) {
        return new StreamedBlock(firstStep, isResidual, others);
    }

    /** Rows of the output. */
    public int outputRows(Network network) {
        return output(network, firstStep + 1).height();
    }

    /** Rows of the expanded tensor that exist at a time. */
    public int bandRows(Network network) {
        Window window = depthwise(network).window();
        return Math.min(
                output(network, firstStep).height(), (rows - 1) * window.strideHeight() + window.kernelHeight());
    }

    /** Bytes of what one of its steps writes, or of the part that exists at a time. */
    int outputBytes(Network network, int step) {
        Shape whole = output(network, step);
        int rowBytes = whole.width() * whole.channels();
        if (step == lastStep()) {
            return whole.size();
        }
        return rowBytes * (step == firstStep ? bandRows(network) : Math.min(rows, whole.height()));
    }

    /**
     * How far before its input the output must begin so that, row by row, it may overwrite what was read for the last time.
     *
     * <p>Source: vMCU (Zheng et al., MLSys 2024), which overlaps segments of a layer's input and output in this way.
     */
    int leadBytes(Network network) {
        Shape from = network.tensor(expand(network).input()).shape();
        Shape to = output(network, lastStep());
        int lead = 0;
        for (int end = Math.min(rows, to.height()); ; end = Math.min(end + rows, to.height())) {
            int written = end * to.width() * to.channels();
            int dead = rowsReadForTheLastTime(network, end) * from.width() * from.channels();
            lead = Math.max(lead, written - dead);
            if (end == to.height()) {
                return Scheduler.align(lead);
            }
        }
    }

    /** Rows of the input that none but the first {@code outputRows} rows of the output need. */
    private int rowsReadForTheLastTime(Network network, int outputRows) {
        Window window = depthwise(network).window();
        int expanded = (outputRows - 1) * window.strideHeight() - window.padTop() + window.kernelHeight();
        int height = network.tensor(expand(network).input()).shape().height();
        if (expanded >= output(network, firstStep).height()) {
            return height;
        }
        Window expansion = expand(network).window();
        int next = expanded * expansion.strideHeight() - expansion.padTop();
        return Math.max(0, Math.min(height, next));
    }

    private Layer.Conv2d expand(Network network) {
        return (Layer.Conv2d) network.layers().get(firstStep);
    }

    private Layer.DepthwiseConv2d depthwise(Network network) {
        return (Layer.DepthwiseConv2d) network.layers().get(firstStep + 1);
    }

    private static Shape output(Network network, int step) {
        return network.tensor(network.layers().get(step).output()).shape();
    }
}
