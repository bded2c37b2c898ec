package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.ChannelMultipliers;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.PlanarDepthwise;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.Tensor;

/** The operator for each kind of layer. */
class Operators implements Layer.Visitor<Operator> {
    private final Network network;
    private final Rounding rounding;

    Operators(Network network, Rounding rounding) {
        this.network = network;
        this.rounding = rounding;
    }

    @Override
    public Operator conv2d(Layer.Conv2d layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization requantization = new Requantization(
                layer.weights(),
                ChannelMultipliers.ofConvolution(input.quantization(), layer.weights(), output.quantization()),
                rounding,
                output.quantization().zeroPoint(),
                layer.range());
        return new Convolution(input, output, layer.window(), layer.weights().values(), requantization);
    }

    @Override
    public Operator depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Tensor input = network.tensor(layer.input());
        Tensor output = network.tensor(layer.output());
        Requantization requantization = new Requantization(
                layer.weights(),
                ChannelMultipliers.ofConvolution(input.quantization(), layer.weights(), output.quantization()),
                PlanarDepthwise.suits(layer) ? rounding : Rounding.DOUBLE,
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
                layer.weights(),
                ChannelMultipliers.ofFullyConnected(input.quantization(), layer.weights(), output.quantization()),
                rounding,
                output.quantization().zeroPoint(),
                layer.range());
        return new Dense(input, output, layer.weights().values(), requantization);
    }

    @Override
    public Operator softmax(Layer.Softmax layer) {
        return new SoftmaxLookup(network.tensor(layer.input()), network.tensor(layer.output()));
    }

    @Override
    public Operator maxPool(Layer.MaxPool layer) {
        return new MaxPooling(
                network.tensor(layer.input()), network.tensor(layer.output()), layer.window(), layer.range());
    }

    @Override
    public Operator mean(Layer.Mean layer) {
        return new Averaging(network.tensor(layer.input()), network.tensor(layer.output()));
    }

    @Override
    public Operator rescale(Layer.Rescale layer) {
        return new RescaleLookup(network.tensor(layer.input()), network.tensor(layer.output()), layer.range());
    }

    @Override
    public Operator pad(Layer.Pad layer) {
        return new Padding(network.tensor(layer.input()), network.tensor(layer.output()), layer.top(), layer.left());
    }

    @Override
    public Operator reshape(Layer.Reshape layer) {
        return activations -> System.arraycopy(
                activations[layer.input()],
                0,
                activations[layer.output()],
                0,
                network.tensor(layer.output()).shape().size());
    }

    @Override
    public Operator concatenation(Layer.Concatenation layer) {
        return new Joining(
                layer,
                network.tensor(layer.left()).shape(),
                network.tensor(layer.right()).shape());
    }
}
