package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * The C function that runs one layer.
 *
 * @param function its name
 * @param scratchBytes arena it needs only while it runs, 0 for most
 * @param inPlace whether the output may lie over an input of the same size
 */
public record Kernel(String function, int scratchBytes, boolean inPlace) {
    private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

    /**
     * The kernel for a layer of a network.
     *
     * @param scratchBudget bytes of scratch that cost no memory; a kernel takes more only where it cannot do with less
     */
    public static Kernel of(Network network, Layer layer, Options options, int scratchBudget) {
        return layer.accept(new Choice(network, options, scratchBudget));
    }

    private record Choice(Network network, Options options, int scratchBudget) implements Layer.Visitor<Kernel> {
        @Override
        public Kernel conv2d(Layer.Conv2d layer) {
            Window window = layer.window();
            Shape from = network.tensor(layer.input()).shape();
            Shape to = network.tensor(layer.output()).shape();
            boolean samePixels = from.height() == to.height() && from.width() == to.width();
            if (window.equals(POINT) && samePixels) {
                return new Kernel("kernel_pointwise_s8", 0, false);
            }
            int column = window.kernelHeight() * window.kernelWidth() * from.channels();
            return new Kernel("kernel_conv2d_s8", column, false);
        }

        @Override
        public Kernel depthwiseConv2d(Layer.DepthwiseConv2d layer) {
            return new Kernel("kernel_depthwise_s8", 0, false);
        }

        @Override
        public Kernel add(Layer.Add layer) {
            return new Kernel("kernel_add_s8", 0, true);
        }

        @Override
        public Kernel averagePool(Layer.AveragePool layer) {
            return new Kernel("kernel_average_pool_s8", 0, false);
        }

        @Override
        public Kernel fullyConnected(Layer.FullyConnected layer) {
            return new Kernel("kernel_fully_connected_s8", 0, false);
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
