package dev.tinyrig.codegen.network;

/** Multiply-accumulates of one inference, padded taps included; sums, averages and softmax count none. */
public final class Macs implements Layer.Visitor<Long> {
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
    public Long add(Layer.Add layer) {
        return 0L;
    }

    @Override
    public Long averagePool(Layer.AveragePool layer) {
        return 0L;
    }

    @Override
    public Long fullyConnected(Layer.FullyConnected layer) {
        return (long) network.tensor(layer.input()).shape().size()
                * network.tensor(layer.output()).shape().size();
    }

    @Override
    public Long softmax(Layer.Softmax layer) {
        return 0L;
    }

    @Override
    public Long maxPool(Layer.MaxPool layer) {
        return 0L;
    }

    @Override
    public Long mean(Layer.Mean layer) {
        return 0L;
    }

    @Override
    public Long rescale(Layer.Rescale layer) {
        return 0L;
    }

    @Override
    public Long pad(Layer.Pad layer) {
        return 0L;
    }

    @Override
    public Long reshape(Layer.Reshape layer) {
        return 0L;
    }

    @Override
    public Long concatenation(Layer.Concatenation layer) {
        return 0L;
    }

    private static int area(Window window) {
        return window.kernelHeight() * window.kernelWidth();
    }
}
