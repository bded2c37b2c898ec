package dev.tinyrig.nas.train;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/** Operators of a finished network, batch norms folded: for accuracy at PyTorch's speed. */
final class FoldedOperators implements Graph.Operators {
    private final NDManager manager;
    private final FloatNetwork network;
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();

    FoldedOperators(NDManager manager, FloatNetwork network) {
        this.manager = manager;
        this.network = network;
        kernels.put("stem", network.stem());
        for (int i = 0; i < network.blocks().size(); i++) {
            BlockPlan plan = network.plan().blocks().get(i);
            FloatNetwork.Block block = network.blocks().get(i);
            block.expand()
                    .forEach(kernel -> kernels.put(Convolution.expand(plan).name(), kernel));
            kernels.put(Convolution.depthwise(plan).name(), block.depthwise());
            kernels.put(Convolution.project(plan).name(), block.project());
        }
    }

    @Override
    public NDArray convolution(Convolution convolution, NDArray input) {
        Kernel kernel = requireNonNull(kernels.get(convolution.name()), convolution.name());
        NDArray weights = manager.create(
                Layouts.oihw(convolution, kernel.weights()), new Shape(longs(convolution.weightShape())));
        NDArray bias = manager.create(kernel.bias(), new Shape(convolution.outChannels()));
        return Graph.convolve(convolution, input, weights, new NDList(bias));
    }

    @Override
    public NDArray classifier(NDArray input) {
        Kernel kernel = network.classifier();
        Shape shape = new Shape(kernel.bias().length, network.plan().lastChannels());
        NDArray weights = manager.create(kernel.weights(), shape);
        return input.matMul(weights.transpose()).add(manager.create(kernel.bias()));
    }

    private static long[] longs(int[] shape) {
        return java.util.Arrays.stream(shape).asLongStream().toArray();
    }
}
