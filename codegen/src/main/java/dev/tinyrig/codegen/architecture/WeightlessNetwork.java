package dev.tinyrig.codegen.architecture;

import dev.tinyrig.codegen.architecture.PublishedArchitecture.Block;
import dev.tinyrig.codegen.architecture.PublishedArchitecture.Conv;
import dev.tinyrig.codegen.architecture.WeightSource.Trained;
import dev.tinyrig.codegen.architecture.WeightSource.Untrained;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Window;
import java.util.ArrayList;
import java.util.List;

/** Gives an architecture its weights: stem, blocks, mix, average over the picture, classifier. */
public final class WeightlessNetwork {
    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);
    private static final int COLOURS = 3;

    private final WeightSource source;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    private WeightlessNetwork(WeightSource source) {
        this.source = source;
    }

    /**
     * The int8 network.
     *
     * @throws ArchitectureException if the source's weights do not belong to it
     */
    public static Network of(PublishedArchitecture architecture, WeightSource source) {
        WeightlessNetwork network = new WeightlessNetwork(source);
        network.build(architecture);
        return new Network(architecture.name(), network.tensors, network.layers, 0);
    }

    private void build(PublishedArchitecture architecture) {
        int side = architecture.resolution();
        tensor(new Shape(side, side, COLOURS), source.input());
        conv("stem", architecture.stem(), true);
        for (int i = 0; i < architecture.blocks().size(); i++) {
            block("b" + i, architecture.blocks().get(i));
        }
        architecture.mix().ifPresent(mix -> conv("mix", mix, true));
        average();
        classify(architecture.classes());
    }

    private void block(String name, Block block) {
        int input = last();
        if (block.expands()) {
            conv(name + "_expand", new Conv(block.expanded(), 1, 1), true);
        }
        depthwise(name + "_depthwise", block.depthwise());
        conv(name + "_project", new Conv(block.depthwise().channels(), 1, 1), false);
        if (block.residual()) {
            int branch = last();
            int sum = tensor(shape(), source.sum(quantization(input), quantization(branch)));
            layers.add(new Layer.Add(name + "_add", input, branch, sum, ActivationRange.NONE));
        }
    }

    private void conv(String name, Conv conv, boolean relu6) {
        int from = last();
        int taps = conv.kernel() * conv.kernel() * shape().channels();
        Trained trained = source.layer(new Untrained(name, quantization(from), conv.channels(), taps, relu6));
        Window window = window(conv);
        int to = tensor(output(window, conv.channels()), trained.output());
        layers.add(new Layer.Conv2d(name, from, to, window, trained.weights(), trained.range()));
    }

    private void depthwise(String name, Conv conv) {
        int from = last();
        int channels = shape().channels();
        int taps = conv.kernel() * conv.kernel();
        Trained trained = source.layer(new Untrained(name, quantization(from), channels, taps, true));
        Window window = window(conv);
        int to = tensor(output(window, channels), trained.output());
        layers.add(new Layer.DepthwiseConv2d(name, from, to, window, trained.weights(), trained.range()));
    }

    private void average() {
        int from = last();
        Window whole = new Window(shape().height(), shape().width(), 1, 1, 0, 0);
        int to = tensor(new Shape(1, 1, shape().channels()), quantization(from));
        layers.add(new Layer.AveragePool("pool", from, to, whole));
    }

    private void classify(int classes) {
        int from = last();
        Trained trained =
                source.layer(new Untrained("classifier", quantization(from), classes, shape().channels(), false));
        int to = tensor(new Shape(1, 1, classes), trained.output());
        layers.add(new Layer.FullyConnected("classifier", from, to, trained.weights(), trained.range()));
    }

    /** As much padding on every side as half the kernel, as in PyTorch. */
    private static Window window(Conv conv) {
        int pad = conv.kernel() / 2;
        return conv.kernel() == 1 && conv.stride() == 1
                ? POINT
                : new Window(conv.kernel(), conv.kernel(), conv.stride(), conv.stride(), pad, pad);
    }

    private Shape output(Window window, int channels) {
        int side = (shape().height() + 2 * window.padTop() - window.kernelHeight()) / window.strideHeight() + 1;
        return new Shape(side, side, channels);
    }

    private int tensor(Shape shape, Quantization quantization) {
        tensors.add(new Tensor(tensors.size(), shape, quantization));
        return last();
    }

    private int last() {
        return tensors.size() - 1;
    }

    private Shape shape() {
        return tensors.get(last()).shape();
    }

    private Quantization quantization(int tensor) {
        return tensors.get(tensor).quantization();
    }
}
