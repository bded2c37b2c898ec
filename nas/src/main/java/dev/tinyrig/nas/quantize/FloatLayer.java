package dev.tinyrig.nas.quantize;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * One layer of a float network: layer i reads tensors, of which 0 is the network's input, and writes tensor i + 1.
 *
 * @param inputs ids of the tensors it reads
 * @param window of convolutions and pools; 1x1 elsewhere
 * @param kernels the weights of layers that have some, else empty
 * @param relu whether negative outputs become 0
 */
record FloatLayer(
        String name,
        Kind kind,
        List<Integer> inputs,
        Shape inputShape,
        Shape outputShape,
        Window window,
        List<Kernel> kernels,
        boolean relu) {
    FloatLayer {
        inputs = List.copyOf(inputs);
        kernels = List.copyOf(kernels);
    }

    /** What a layer does. */
    enum Kind {
        CONVOLUTION,
        DEPTHWISE,
        ADD,
        AVERAGE_POOL,
        DENSE,
        SOFTMAX
    }

    Kernel kernel() {
        return kernels.get(0);
    }

    /** Layers in execution order. */
    static List<FloatLayer> of(FloatNetwork network) {
        return new Builder(network.plan().input().shape()).network(network);
    }

    private static final class Builder {
        private static final Window POINT = new Window(1, 1, 1, 1, 0, 0);

        private final List<FloatLayer> layers = new ArrayList<>();
        private Shape shape;

        Builder(Shape input) {
            shape = input;
        }

        List<FloatLayer> network(FloatNetwork network) {
            NetworkPlan plan = network.plan();
            NetworkPlan.Stem stem = plan.stem();
            Window window = Window.same(
                    shape, stem.kernelHeight(), stem.kernelWidth(), stem.strideHeight(), stem.strideWidth());
            convolution("stem", Kind.CONVOLUTION, window, network.stem(), true);
            for (int i = 0; i < plan.blocks().size(); i++) {
                block("b" + i + "_", plan.blocks().get(i), network.blocks().get(i));
            }
            Window whole = new Window(shape.height(), shape.width(), 1, 1, 0, 0);
            add("pool", Kind.AVERAGE_POOL, new Shape(1, 1, shape.channels()), whole, List.of(), false);
            Shape classes = new Shape(1, 1, plan.classes());
            add("classifier", Kind.DENSE, classes, POINT, List.of(network.classifier()), false);
            add("softmax", Kind.SOFTMAX, classes, POINT, List.of(), false);
            return layers;
        }

        private void block(String prefix, BlockPlan plan, FloatNetwork.Block block) {
            int shortcut = layers.size();
            block.expand().forEach(kernel -> convolution(prefix + "expand", Kind.CONVOLUTION, POINT, kernel, true));
            Window window = Window.same(
                    shape, plan.kernelHeight(), plan.kernelWidth(), plan.strideHeight(), plan.strideWidth());
            convolution(prefix + "depthwise", Kind.DEPTHWISE, window, block.depthwise(), true);
            convolution(prefix + "project", Kind.CONVOLUTION, POINT, block.project(), false);
            if (plan.residual()) {
                List<Integer> inputs = List.of(shortcut, layers.size());
                layers.add(new FloatLayer(prefix + "add", Kind.ADD, inputs, shape, shape, POINT, List.of(), false));
            }
        }

        private void convolution(String name, Kind kind, Window window, Kernel kernel, boolean relu) {
            int height = (shape.height() + window.strideHeight() - 1) / window.strideHeight();
            int width = (shape.width() + window.strideWidth() - 1) / window.strideWidth();
            Shape output = new Shape(height, width, kernel.bias().length);
            add(name, kind, output, window, List.of(kernel), relu);
        }

        private void add(String name, Kind kind, Shape output, Window window, List<Kernel> kernels, boolean relu) {
            layers.add(new FloatLayer(name, kind, List.of(layers.size()), shape, output, window, kernels, relu));
            shape = output;
        }
    }
}
