package dev.tinyrig.codegen.network;

/** Multiply-accumulates of one inference, padded taps included; sums, averages and softmax count none. */
public final class Macs implements Layer.WeightVisitor<Long> {
    private final Network network;

    private Macs(Network network) {
        this.network = network;
    }

    public static long of(Network network) {
        return network.layers().stream().mapToLong(layer -> of(network, layer)).sum();
    }

    public static long of(Network network, Layer layer) {
        return layer.accept(new Macs(network));
    }

    @Override
    public Long conv2d(Layer.Conv2d layer) {
        return (long) network.tensor(layer.output()).shape().size()
                * area(layer.window())
                * network.tensor(layer.input()).shape().channels();
    }

    @Override
    public Long depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        return (long) network.tensor(layer.output()).shape().size() * area(layer.window());
    }

    @Override
    public Long weightless(Layer layer) {
        return 0L;
    }

    @Override
    public Long fullyConnected(Layer.FullyConnected layer) {
        return (long) network.tensor(layer.input()).shape().size()
                * network.tensor(layer.output()).shape().size();
    }

    private static int area(Window window) {
        return window.kernelHeight() * window.kernelWidth();
    }
}
