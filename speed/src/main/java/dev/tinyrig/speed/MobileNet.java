package dev.tinyrig.speed;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Inverted residual blocks of random weights on a picture; same seed, same network. */
final class MobileNet {
    private static final int[] CHANNELS = {16, 24, 24, 40, 40, 64, 64, 96};
    private static final int[] STRIDES = {1, 2, 1, 2, 1, 1, 1, 2};
    private static final int EXPANSION = 4;
    private static final double PRODUCT_SPREAD = 90;

    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    private MobileNet(long seed) {
        random = new Random(seed);
    }

    /** With 64 pixels some 20 million instructions an inference. */
    static Network of(long seed, int pixels) {
        MobileNet net = new MobileNet(seed);
        net.tensor(new Shape(pixels, pixels, 3), 0.5f);
        net.conv(16, 3, 2);
        for (int block = 0; block < CHANNELS.length; block++) {
            net.conv(net.last().channels() * EXPANSION, 1, 1);
            net.depthwise(3 + 2 * ((block + (int) seed) % 3), STRIDES[block]);
            net.conv(CHANNELS[block], 1, 1);
        }
        net.classify(10);
        return new Network("mobile" + seed, net.tensors, net.layers, 0);
    }

    private Shape last() {
        return tensors.get(tensors.size() - 1).shape();
    }

    private Shape strided(Window window, int channels) {
        return new Shape(
                (last().height() + window.strideHeight() - 1) / window.strideHeight(),
                (last().width() + window.strideWidth() - 1) / window.strideWidth(),
                channels);
    }

    private void conv(int channels, int kernel, int stride) {
        Window window = Window.same(last(), kernel, kernel, stride, stride);
        int from = tensors.size() - 1;
        int taps = kernel * kernel * last().channels();
        Weights weights = weights(channels, taps);
        int to = tensor(strided(window, channels), scale(from, taps));
        layers.add(new Layer.Conv2d("conv" + to, from, to, window, weights, ActivationRange.NONE));
    }

    private void depthwise(int kernel, int stride) {
        Window window = Window.same(last(), kernel, kernel, stride, stride);
        int from = tensors.size() - 1;
        Weights weights = weights(last().channels(), kernel * kernel);
        int to = tensor(strided(window, last().channels()), scale(from, kernel * kernel));
        layers.add(new Layer.DepthwiseConv2d("depthwise" + to, from, to, window, weights, ActivationRange.NONE));
    }

    private void classify(int classes) {
        int from = tensors.size() - 1;
        Window all = new Window(last().height(), last().width(), 1, 1, 0, 0);
        int pooled = tensor(
                new Shape(1, 1, last().channels()),
                tensors.get(from).quantization().scale());
        layers.add(new Layer.AveragePool("pool", from, pooled, all));
        Weights weights = weights(classes, last().channels());
        int to = tensor(new Shape(1, 1, classes), scale(pooled, last().channels()));
        layers.add(new Layer.FullyConnected("dense", pooled, to, weights, ActivationRange.NONE));
    }

    private int tensor(Shape shape, float scale) {
        int zeroPoint = layers.isEmpty() ? 0 : 5;
        boolean keeps = !layers.isEmpty() && shape.height() == 1 && shape.width() == 1;
        tensors.add(new Tensor(tensors.size(), shape, new Quantization(scale, keeps ? 5 : zeroPoint)));
        return tensors.size() - 1;
    }

    private float scale(int from, int taps) {
        return (float) (tensors.get(from).quantization().scale() * 0.01 * PRODUCT_SPREAD * Math.sqrt(taps));
    }

    private Weights weights(int channels, int taps) {
        byte[] values = new byte[channels * taps];
        for (int at = 0; at < values.length; at++) {
            values[at] = (byte) (random.nextInt(255) - 127);
        }
        float[] scales = new float[channels];
        java.util.Arrays.fill(scales, 0.01f);
        return new Weights(values, scales, new int[channels]);
    }
}
