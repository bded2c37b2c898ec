package dev.tinyrig.nas.engine;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Window;

/** Bytes of the buffer that CMSIS-NN asks for beside a layer's tensors, by its own {@code get_buffer_size} rules. */
final class CmsisScratch implements Layer.WeightVisitor<Integer> {
    private final Network network;

    CmsisScratch(Network network) {
        this.network = network;
    }

    static boolean isQuick(Window window) {
        return window.kernelHeight() == 3 && window.kernelWidth() == 3 && window.padTop() <= 1 && window.padLeft() <= 1;
    }

    /** Two columns of int16. */
    @Override
    public Integer conv2d(Layer.Conv2d layer) {
        int taps = layer.window().kernelHeight() * layer.window().kernelWidth();
        return taps == 1 ? 0 : 4 * taps * channels(layer.input());
    }

    @Override
    public Integer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Window window = layer.window();
        return isQuick(window)
                ? 0
                : Short.BYTES * window.kernelHeight() * window.kernelWidth() * channels(layer.input());
    }

    @Override
    public Integer fullyConnected(Layer.FullyConnected layer) {
        return 0;
    }

    /** A sum of int32 for each channel. */
    @Override
    public Integer averagePool(Layer.AveragePool layer) {
        return Integer.BYTES * channels(layer.input());
    }

    @Override
    public Integer weightless(Layer layer) {
        return 0;
    }

    private int channels(int tensor) {
        return network.tensor(tensor).shape().channels();
    }
}
