package dev.tinyrig.codegen.network;

import java.util.List;
import java.util.function.Function;

/** One operator of a network: reads tensors by id, writes one. Arithmetic is that of TFLite's int8 reference kernels. */
public sealed interface Layer {
    /** Unique in the network, such as {@code b3_expand}. */
    String name();

    /** Ids of the tensors it reads. */
    List<Integer> inputs();

    /** Id of the tensor it writes. */
    int output();

    <T> T accept(Visitor<T> visitor);

    /** One case per operator. */
    interface Visitor<T> {
        T conv2d(Conv2d layer);

        T depthwiseConv2d(DepthwiseConv2d layer);

        T add(Add layer);

        T averagePool(AveragePool layer);

        T fullyConnected(FullyConnected layer);

        T softmax(Softmax layer);

        T maxPool(MaxPool layer);

        T mean(Mean layer);

        T rescale(Rescale layer);

        T pad(Pad layer);

        T reshape(Reshape layer);

        T concatenation(Concatenation layer);
    }

    /** For what is about weights: one case for all operators that have none. */
    interface WeightVisitor<T> extends Visitor<T> {
        /** For what is about weights alone, whichever operator they belong to. */
        static <T> WeightVisitor<T> of(Function<Weights, T> weighted, T weightless) {
            return new WeightVisitor<>() {
                @Override
                public T conv2d(Conv2d layer) {
                    return weighted.apply(layer.weights());
                }

                @Override
                public T depthwiseConv2d(DepthwiseConv2d layer) {
                    return weighted.apply(layer.weights());
                }

                @Override
                public T fullyConnected(FullyConnected layer) {
                    return weighted.apply(layer.weights());
                }

                @Override
                public T weightless(Layer layer) {
                    return weightless;
                }
            };
        }

        T weightless(Layer layer);

        @Override
        default T add(Add layer) {
            return weightless(layer);
        }

        @Override
        default T averagePool(AveragePool layer) {
            return weightless(layer);
        }

        @Override
        default T softmax(Softmax layer) {
            return weightless(layer);
        }

        @Override
        default T maxPool(MaxPool layer) {
            return weightless(layer);
        }

        @Override
        default T mean(Mean layer) {
            return weightless(layer);
        }

        @Override
        default T rescale(Rescale layer) {
            return weightless(layer);
        }

        @Override
        default T pad(Pad layer) {
            return weightless(layer);
        }

        @Override
        default T reshape(Reshape layer) {
            return weightless(layer);
        }

        @Override
        default T concatenation(Concatenation layer) {
            return weightless(layer);
        }
    }

    /** Convolution; weights are OHWI: [output channel][kernel row][kernel column][input channel]. */
    record Conv2d(String name, int input, int output, Window window, Weights weights, ActivationRange range)
            implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.conv2d(this);
        }
    }

    /** Depthwise convolution with multiplier 1; weights are HWC: [kernel row][kernel column][channel]. */
    record DepthwiseConv2d(String name, int input, int output, Window window, Weights weights, ActivationRange range)
            implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.depthwiseConv2d(this);
        }
    }

    /** Elementwise sum of two tensors of one shape, each rescaled to a common scale first. */
    record Add(String name, int left, int right, int output, ActivationRange range) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.add(this);
        }
    }

    /** Average over a window; padding does not count; input and output share one quantization. */
    record AveragePool(String name, int input, int output, Window window) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.averagePool(this);
        }
    }

    /** Matrix product over the flattened input; weights are [output][input]. */
    record FullyConnected(String name, int input, int output, Weights weights, ActivationRange range) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.fullyConnected(this);
        }
    }

    /** Softmax over channels with beta 1; the output's quantization is scale 1/256, zero point -128. */
    record Softmax(String name, int input, int output) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.softmax(this);
        }
    }

    /** Largest value of a window; padding does not count; input and output share one quantization. */
    record MaxPool(String name, int input, int output, Window window, ActivationRange range) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.maxPool(this);
        }
    }

    /** Mean over the height, the width or both, namely the sides that are 1 in the output; rescales. */
    record Mean(String name, int input, int output) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.mean(this);
        }
    }

    /** The same reals in another quantization, clamped: a quantize of int8, a ReLU that nothing before could take in. */
    record Rescale(String name, int input, int output, ActivationRange range) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.rescale(this);
        }
    }

    /** Zero points around a picture; what is needed below and right follows from the output's shape. */
    record Pad(String name, int input, int output, int top, int left) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.pad(this);
        }
    }

    /** The same bytes under another shape or quantization; costs nothing where it may work in place. */
    record Reshape(String name, int input, int output) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.reshape(this);
        }
    }

    /** Two tensors of one quantization beside each other; more than two are a chain. */
    record Concatenation(String name, int left, int right, int output, Axis axis) implements Layer {
        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.concatenation(this);
        }
    }
}
