package dev.tinyrig.nas.quantize;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.quantize.FloatNetwork.Block;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes int8 networks whose weights are all zero: good for nothing but to be scheduled, and made in microseconds, since
 * layers of one size share their weights. Safe from many threads at once.
 */
public final class BlankNetworks {
    private static final float[] NO_WEIGHTS = {};

    private final Map<Integer, Kernel> kernels = new ConcurrentHashMap<>();
    private final Map<WeightSize, Weights> weights = new ConcurrentHashMap<>();

    private record WeightSize(int count, int channels) {}

    /** A network of the plan's shapes. */
    public Network of(NetworkPlan plan) {
        FloatNetwork shapes = new FloatNetwork(
                plan,
                kernel(plan.stem().channels()),
                plan.blocks().stream().map(this::block).toList(),
                kernel(plan.classes()));
        Input input = plan.input();
        List<FloatLayer> layers = FloatLayer.of(shapes);
        return Int8Layers.of(input, layers, tensor -> input.quantization(), (layer, quantization) -> weights(layer))
                .network();
    }

    private Block block(BlockPlan plan) {
        return new Block(
                plan.midChannels() == plan.inChannels() ? List.of() : List.of(kernel(plan.midChannels())),
                kernel(plan.midChannels()),
                kernel(plan.outChannels()));
    }

    private Kernel kernel(int channels) {
        return kernels.computeIfAbsent(channels, count -> new Kernel(NO_WEIGHTS, new float[count]));
    }

    private Weights weights(FloatLayer layer) {
        int channels = layer.outputShape().channels();
        int taps = layer.window().kernelHeight() * layer.window().kernelWidth();
        int count = layer.kind() == FloatLayer.Kind.DEPTHWISE
                ? taps * channels
                : taps * channels * layer.inputShape().channels();
        return weights.computeIfAbsent(new WeightSize(count, channels), BlankNetworks::zeros);
    }

    private static Weights zeros(WeightSize size) {
        float[] scales = new float[size.channels()];
        Arrays.fill(scales, 1);
        return new Weights(new byte[size.count()], scales, new int[size.channels()]);
    }
}
