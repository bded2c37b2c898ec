package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.rig.measure.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A small network: five 1x1 convolutions over 4x4x4, an average, and a dense layer. */
final class Nets {
    private static final Quantization QUANTIZATION = new Quantization(0.5f, 1);
    private static final Shape SHAPE = new Shape(4, 4, 4);
    private static final int CONVOLUTIONS = 5;

    private Nets() {}

    static Network small() {
        return small(-1);
    }

    /** The same, but for one weight of one convolution. */
    static Network small(int changed) {
        Random random = new Random(1);
        List<Tensor> tensors = new ArrayList<>(List.of(new Tensor(0, SHAPE, QUANTIZATION)));
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < CONVOLUTIONS; i++) {
            tensors.add(new Tensor(i + 1, SHAPE, QUANTIZATION));
            Weights weights = weights(random, 4, 4, i == changed);
            layers.add(new Layer.Conv2d(
                    "conv" + i, i, i + 1, new Window(1, 1, 1, 1, 0, 0), weights, ActivationRange.NONE));
        }
        tensors.add(new Tensor(6, new Shape(1, 1, 4), QUANTIZATION));
        layers.add(new Layer.AveragePool("pool", 5, 6, new Window(4, 4, 1, 1, 0, 0)));
        tensors.add(new Tensor(7, new Shape(1, 1, 3), QUANTIZATION));
        layers.add(new Layer.FullyConnected("dense", 6, 7, weights(random, 3, 4, false), ActivationRange.NONE));
        return new Network("small", tensors, layers, 0);
    }

    private static Weights weights(Random random, int channels, int taps, boolean changed) {
        byte[] values = new byte[channels * taps];
        random.nextBytes(values);
        values[0] = (byte) (values[0] + (changed ? 64 : 0));
        float[] scales = new float[channels];
        Arrays.fill(scales, 0.01f);
        return new Weights(values, scales, new int[channels]);
    }

    static Bytes input(long seed) {
        byte[] values = new byte[SHAPE.size()];
        new Random(seed).nextBytes(values);
        return Bytes.of(values);
    }
}
