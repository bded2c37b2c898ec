package dev.tinyrig.codegen.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.rig.measure.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every layer of random graphs against its textbook formula in doubles, index by index. Fixed point rounds twice, so an
 * output may be one step away, but no more.
 */
class RealArithmeticTest {
    private static final double STEPS = 1.01;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyOutputIsWithinOneStepOfTheRealValue(long seed) {
        Network network = Networks.randomGraph(seed, 40);
        Bytes input = Networks.randomInput(network, seed);
        Map<Integer, Bytes> values = new HashMap<>(Map.of(network.input(), input));

        for (LayerOutput actual : new ReferenceExecutor(network).trace(input)) {
            values.put(actual.layer().output(), actual.values());
            double[] expected = actual.layer().accept(new Formula(network, values));

            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual.values().at(i))
                        .as("%s[%d]", actual.layer().name(), i)
                        .isCloseTo(expected[i], within(STEPS));
            }
        }
    }

    /** The real outputs, divided by the output's scale, moved by its zero point and clamped. */
    private record Formula(Network network, Map<Integer, Bytes> values) implements Layer.Visitor<double[]> {
        @Override
        public double[] conv2d(Layer.Conv2d layer) {
            int inputs = shape(layer.input()).channels();
            return windows(layer, layer.window(), layer.range(), (channel, sum) -> {
                sum.total = bias(layer, layer.weights(), channel);
                sum.tap = (row, col, y, x) -> {
                    for (int c = 0; c < inputs; c++) {
                        int index = ((channel * layer.window().kernelHeight() + row)
                                                        * layer.window().kernelWidth()
                                                + col)
                                        * inputs
                                + c;
                        sum.total += real(layer.input(), y, x, c) * weight(layer.weights(), index, channel);
                    }
                };
            });
        }

        @Override
        public double[] depthwiseConv2d(Layer.DepthwiseConv2d layer) {
            int channels = shape(layer.input()).channels();
            return windows(layer, layer.window(), layer.range(), (channel, sum) -> {
                sum.total = bias(layer, layer.weights(), channel);
                sum.tap = (row, col, y, x) -> {
                    int index = (row * layer.window().kernelWidth() + col) * channels + channel;
                    sum.total += real(layer.input(), y, x, channel) * weight(layer.weights(), index, channel);
                };
            });
        }

        @Override
        public double[] averagePool(Layer.AveragePool layer) {
            double[] result = windows(layer, layer.window(), ActivationRange.NONE, (channel, sum) -> {
                sum.mean = true;
                sum.tap = (row, col, y, x) -> sum.total += real(layer.input(), y, x, channel);
            });
            return result;
        }

        @Override
        public double[] add(Layer.Add layer) {
            double[] result = new double[shape(layer.output()).size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = quantized(layer, realAt(layer.left(), i) + realAt(layer.right(), i), layer.range());
            }
            return result;
        }

        @Override
        public double[] fullyConnected(Layer.FullyConnected layer) {
            int inputs = shape(layer.input()).size();
            double[] result = new double[shape(layer.output()).size()];
            for (int o = 0; o < result.length; o++) {
                double sum = bias(layer, layer.weights(), o);
                for (int i = 0; i < inputs; i++) {
                    sum += realAt(layer.input(), i) * weight(layer.weights(), o * inputs + i, o);
                }
                result[o] = quantized(layer, sum, layer.range());
            }
            return result;
        }

        @Override
        public double[] softmax(Layer.Softmax layer) {
            int channels = shape(layer.input()).channels();
            double[] result = new double[shape(layer.output()).size()];
            for (int at = 0; at < result.length; at += channels) {
                for (int c = 0; c < channels; c++) {
                    double inverseShare = 0;
                    for (int other = 0; other < channels; other++) {
                        inverseShare += Math.exp(realAt(layer.input(), at + other) - realAt(layer.input(), at + c));
                    }
                    result[at + c] = quantized(layer, 1 / inverseShare, ActivationRange.NONE);
                }
            }
            return result;
        }

        @Override
        public double[] maxPool(Layer.MaxPool layer) {
            return windows(layer, layer.window(), layer.range(), (channel, sum) -> {
                sum.total = Double.NEGATIVE_INFINITY;
                sum.tap = (row, col, y, x) -> sum.total = Math.max(sum.total, real(layer.input(), y, x, channel));
            });
        }

        @Override
        public double[] mean(Layer.Mean layer) {
            Shape from = shape(layer.input());
            Shape to = shape(layer.output());
            Window window = new Window(from.height() / to.height(), from.width() / to.width(), 1, 1, 0, 0);
            return windows(layer, window, ActivationRange.NONE, (channel, sum) -> {
                sum.mean = true;
                sum.tap = (row, col, y, x) -> sum.total += real(layer.input(), y, x, channel);
            });
        }

        @Override
        public double[] rescale(Layer.Rescale layer) {
            double[] result = new double[shape(layer.output()).size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = quantized(layer, realAt(layer.input(), i), layer.range());
            }
            return result;
        }

        @Override
        public double[] pad(Layer.Pad layer) {
            return windows(
                    layer,
                    new Window(1, 1, 1, 1, layer.top(), layer.left()),
                    ActivationRange.NONE,
                    (channel, sum) -> sum.tap = (row, col, y, x) -> sum.total += real(layer.input(), y, x, channel));
        }

        @Override
        public double[] reshape(Layer.Reshape layer) {
            double[] result = new double[shape(layer.output()).size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = quantized(layer, realAt(layer.input(), i), ActivationRange.NONE);
            }
            return result;
        }

        @Override
        public double[] concatenation(Layer.Concatenation layer) {
            Shape to = shape(layer.output());
            double[] result = new double[to.size()];
            for (int i = 0; i < result.length; i++) {
                int[] place = {i / to.channels() / to.width(), i / to.channels() % to.width(), i % to.channels()};
                int axis = List.of(Axis.values()).indexOf(layer.axis());
                int left = shape(layer.left()).side(layer.axis());
                boolean isLeft = place[axis] < left;
                place[axis] -= isLeft ? 0 : left;
                double value = real(isLeft ? layer.left() : layer.right(), place[0], place[1], place[2]);
                result[i] = quantized(layer, value, ActivationRange.NONE);
            }
            return result;
        }

        private double[] windows(Layer layer, Window window, ActivationRange range, Start start) {
            Shape from = shape(layer.inputs().get(0));
            Shape to = shape(layer.output());
            double[] result = new double[to.size()];
            for (int i = 0; i < result.length; i++) {
                int top = i / to.channels() / to.width() * window.strideHeight() - window.padTop();
                int left = i / to.channels() % to.width() * window.strideWidth() - window.padLeft();
                Sum sum = new Sum();
                start.of(i % to.channels(), sum);
                for (int row = 0; row < window.kernelHeight(); row++) {
                    for (int col = 0; col < window.kernelWidth(); col++) {
                        int y = top + row;
                        int x = left + col;
                        if (y >= 0 && y < from.height() && x >= 0 && x < from.width()) {
                            sum.tap.at(row, col, y, x);
                            sum.count++;
                        }
                    }
                }
                result[i] = quantized(layer, sum.mean ? sum.total / sum.count : sum.total, range);
            }
            return result;
        }

        private Shape shape(int tensor) {
            return network.tensor(tensor).shape();
        }

        private double real(int tensor, int y, int x, int channel) {
            Shape shape = shape(tensor);
            return realAt(tensor, (y * shape.width() + x) * shape.channels() + channel);
        }

        private double realAt(int tensor, int index) {
            Tensor described = network.tensor(tensor);
            byte value = Objects.requireNonNull(values.get(tensor)).at(index);
            return (double) described.quantization().scale()
                    * (value - described.quantization().zeroPoint());
        }

        private double bias(Layer layer, Weights weights, int channel) {
            double inputScale =
                    network.tensor(layer.inputs().get(0)).quantization().scale();
            return weights.bias()[channel] * inputScale * weights.scales()[channel];
        }

        private static double weight(Weights weights, int index, int channel) {
            return weights.values()[index] * (double) weights.scales()[channel];
        }

        private double quantized(Layer layer, double real, ActivationRange range) {
            Tensor output = network.tensor(layer.output());
            double steps =
                    real / output.quantization().scale() + output.quantization().zeroPoint();
            return Math.max(range.min(), Math.min(range.max(), steps));
        }
    }

    private static final class Sum {
        private double total;
        private int count;
        private boolean mean;
        private Tap tap = (row, col, y, x) -> {};
    }

    private interface Start {
        void of(int channel, Sum sum);
    }

    private interface Tap {
        void at(int row, int col, int y, int x);
    }
}
