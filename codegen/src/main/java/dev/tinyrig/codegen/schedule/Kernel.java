package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.AddScaling;
import dev.tinyrig.codegen.network.ChannelMultipliers;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.PlanarDepthwise;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.SumFactors;
import dev.tinyrig.codegen.network.TileFactors;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import java.util.List;

/**
 * The C function that runs one layer.
 *
 * @param function its name
 * @param scratchBytes arena it needs only while it runs, 0 for most
 * @param inPlace whether the output may lie over an input that is at least as large
 */
public record Kernel(String function, int scratchBytes, boolean inPlace) {
    private static final String PLANAR = "kernel_planar_depthwise_s8";
    private static final String THREE_BY_THREE = "kernel_depthwise_3x3_s8";
    /** Where more share a pixel, it is worth being widened once for all. */
    private static final int MOST_DOT_CHANNELS = 4;

    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

    /**
     * The kernel for a layer of a network.
     *
     * @param scratchBudget bytes of scratch that cost no memory; a kernel takes more only where it cannot do with less
     */
    public static Kernel of(Network network, Layer layer, Options options, int scratchBudget) {
        return layer.accept(new Choice(network, options, scratchBudget));
    }

    /** This kernel, which was chosen with no scratch to spare, with what it can use of a budget. */
    Kernel widened(Network network, Layer layer, int scratchBudget) {
        Shape from = network.tensor(layer.inputs().get(0)).shape();
        Shape to = network.tensor(layer.output()).shape();
        if (isTiled() && scratchBytes > 0) {
            int columns = Tiling.pixels(to.height() * to.width(), scratchBytes, scratchBudget);
            return new Kernel(function, columns * scratchBytes, inPlace);
        }
        return isPlanar() && layer instanceof Layer.DepthwiseConv2d depthwise
                ? new Kernel(function, planeBytes(scratchBudget, depthwise.window(), from, to), inPlace)
                : this;
    }

    private int planeBytes(int scratchBudget, Window window, Shape from, Shape to) {
        return isThreeByThree()
                ? Blocks.within(scratchBudget, window, from, to).bytes()
                : Planes.within(scratchBudget, window, from, to).bytes();
    }

    /** This kernel, if it sums along the rows of planes, with planes that hold all that so many output rows need. */
    Kernel forRows(Network network, Layer layer, int outputRows) {
        if (!isPlanar() || !(layer instanceof Layer.DepthwiseConv2d depthwise)) {
            return this;
        }
        Shape from = network.tensor(depthwise.input()).shape();
        Shape to = network.tensor(depthwise.output()).shape();
        Window window = depthwise.window();
        int reached = Math.min(from.height(), (outputRows - 1) * window.strideHeight() + window.kernelHeight());
        Shape read = new Shape(reached, from.width(), from.channels());
        Shape written = new Shape(Math.min(outputRows, to.height()), to.width(), to.channels());
        return new Kernel(function, planeBytes(Integer.MAX_VALUE, window, read, written), inPlace);
    }

    /** Whether it multiplies matrices in register tiles, with weights in the order that those need. */
    public boolean isTiled() {
        return function.startsWith("kernel_tiled_");
    }

    /** Whether it sums along the rows of planes, with weights channel by channel. */
    public boolean isPlanar() {
        return function.equals(PLANAR) || isThreeByThree();
    }

    /** Whether those planes are made of blocks, for windows of 3x3. */
    public boolean isThreeByThree() {
        return function.equals(THREE_BY_THREE);
    }

    private record Choice(Network network, Options options, int scratchBudget) implements Layer.Visitor<Kernel> {
        @Override
        public Kernel conv2d(Layer.Conv2d layer) {
            Window window = layer.window();
            Shape from = network.tensor(layer.input()).shape();
            Shape to = network.tensor(layer.output()).shape();
            boolean isPointwise = window.equals(POINT) && pixels(from) == pixels(to);
            int column = window.kernelHeight() * window.kernelWidth() * from.channels();
            if (isTiled(
                    ChannelMultipliers.ofConvolution(
                            quantization(layer.input()), layer.weights(), quantization(layer.output())),
                    layer.weights())) {
                return tiled(isPointwise, column, pixels(to), to.channels());
            }
            return isPointwise
                    ? new Kernel("kernel_pointwise_s8", 0, false)
                    : new Kernel("kernel_conv2d_s8", column, false);
        }

        private boolean isTiled(List<Multiplier> multipliers, Weights weights) {
            return options.techniques().specialisedKernels() && TileFactors.exist(multipliers, weights);
        }

        private Kernel tiled(boolean isPointwise, int column, int pixels, int channels) {
            int length = Tiling.paddedLength(column);
            boolean isDirect = isPointwise && length == column;
            if (isDirect && pixels == 1 && channels <= MOST_DOT_CHANNELS) {
                return new Kernel("kernel_tiled_dot_s8", 0, false);
            }
            int columnBytes = (isDirect ? Tiling.WIDE_BYTES : Tiling.GATHERED_BYTES) * length;
            int scratch = Tiling.pixels(pixels, columnBytes, scratchBudget) * columnBytes;
            return new Kernel(isDirect ? "kernel_tiled_pointwise_s8" : "kernel_tiled_conv2d_s8", scratch, false);
        }

        private Quantization quantization(int tensor) {
            return network.tensor(tensor).quantization();
        }

        private static int pixels(Shape shape) {
            return shape.height() * shape.width();
        }

        @Override
        public Kernel depthwiseConv2d(Layer.DepthwiseConv2d layer) {
            Window window = layer.window();
            Shape from = network.tensor(layer.input()).shape();
            Shape to = network.tensor(layer.output()).shape();
            List<Multiplier> multipliers = ChannelMultipliers.ofConvolution(
                    quantization(layer.input()), layer.weights(), quantization(layer.output()));
            if (!PlanarDepthwise.suits(layer) || !isTiled(multipliers, layer.weights())) {
                return new Kernel("kernel_depthwise_s8", 0, false);
            }
            boolean inPlace = options.techniques().inPlaceDepthwise() && Planes.runInPlace(window, from, to);
            Kernel planar = new Kernel(PlanarDepthwise.isThreeByThree(layer) ? THREE_BY_THREE : PLANAR, 0, inPlace);
            return new Kernel(planar.function(), planar.planeBytes(scratchBudget, window, from, to), inPlace);
        }

        @Override
        public Kernel add(Layer.Add layer) {
            AddScaling scaling = AddScaling.of(network, layer);
            boolean isByFour = options.techniques().specialisedKernels()
                    && layer.range().equals(ActivationRange.NONE)
                    && SumFactors.exist(scaling);
            if (!isByFour) {
                return new Kernel("kernel_add_s8", 0, true);
            }
            String order = SumFactors.of(scaling).isSwapped() ? "swapped_" : "";
            return new Kernel("kernel_add_by_four_" + order + "s8", 0, true);
        }

        @Override
        public Kernel averagePool(Layer.AveragePool layer) {
            return new Kernel("kernel_average_pool_s8", 0, false);
        }

        @Override
        public Kernel fullyConnected(Layer.FullyConnected layer) {
            int inputs = network.tensor(layer.input()).shape().size();
            List<Multiplier> multipliers = ChannelMultipliers.ofFullyConnected(
                    quantization(layer.input()), layer.weights(), quantization(layer.output()));
            return isTiled(multipliers, layer.weights())
                    ? tiled(true, inputs, 1, layer.weights().outputChannels())
                    : new Kernel("kernel_fully_connected_s8", 0, false);
        }

        @Override
        public Kernel softmax(Layer.Softmax layer) {
            return new Kernel("kernel_softmax_s8", 0, true);
        }

        @Override
        public Kernel maxPool(Layer.MaxPool layer) {
            return new Kernel("kernel_max_pool_s8", 0, false);
        }

        @Override
        public Kernel mean(Layer.Mean layer) {
            return new Kernel("kernel_mean_s8", 0, false);
        }

        @Override
        public Kernel rescale(Layer.Rescale layer) {
            return new Kernel("kernel_rescale_s8", 0, true);
        }

        @Override
        public Kernel pad(Layer.Pad layer) {
            return new Kernel("kernel_pad_s8", 0, false);
        }

        @Override
        public Kernel reshape(Layer.Reshape layer) {
            return new Kernel("kernel_reshape_s8", 0, true);
        }

        @Override
        public Kernel concatenation(Layer.Concatenation layer) {
            return new Kernel("kernel_concatenation_s8", 0, false);
        }
    }
}
