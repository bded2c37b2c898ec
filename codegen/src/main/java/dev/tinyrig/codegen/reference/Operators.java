package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ChannelMultipliers;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Tensor;

/** The operator for each kind of layer. */
final class Operators implements Layer.Visitor<Operator> {
    private final Network network;

    Operators(Network network) {
        this.network = network;
    }

    @Override
    public Operator conv2d(Layer.Conv2d layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization requantization = new Requantization(
                layer.weights().bias(),
                ChannelMultipliers.ofConvolution(input.quantization(), layer.weights(), output.quantization()),
                output.quantization().zeroPoint(),
                layer.range());
        return new Convolution(input, output, layer.window(), layer.weights().values(), requantization);
    }

    @Override
    public Operator depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization requantization = new Requantization(
                layer.weights().bias(),
                ChannelMultipliers.ofConvolution(input.quantization(), layer.weights(), output.quantization()),
                output.quantization().zeroPoint(),
                layer.range());
        return new DepthwiseConvolution(
                input, output, layer.window(), layer.weights().values(), requantization);
    }

    @Override
    public Operator add(Layer.Add layer) {
        return new Addition(
                network.tensor(layer.left()),
                network.tensor(layer.right()),
                network.tensor(layer.output()),
                layer.range());
    }

    @Override
    public Operator averagePool(Layer.AveragePool layer) {
        return new AveragePooling(network.tensor(layer.input()), network.tensor(layer.output()), layer.window());
    }

    @Override
    public Operator fullyConnected(Layer.FullyConnected layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization requantization = new Requantization(
                layer.weights().bias(),
                ChannelMultipliers.ofFullyConnected(input.quantization(), layer.weights(), output.quantization()),
                output.quantization().zeroPoint(),
                layer.range());
        return new Dense(input, output, layer.weights().values(), requantization);
    }

    @Override
    public Operator softmax(Layer.Softmax layer) {
        return new SoftmaxLookup(network.tensor(layer.input()), network.tensor(layer.output()));
    }
}
