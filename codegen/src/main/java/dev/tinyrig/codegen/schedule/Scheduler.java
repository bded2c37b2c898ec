package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Picks a kernel per layer and lays all activations in one arena, as small as a bounded search can make it. */
public final class Scheduler {
    /** Kernels load words, the widest access they make to an activation. */
    static final int ALIGNMENT = 4;

    /** Ample for chains with residual sums; a fraction of a second where it is used up. */
    private static final int SEARCH_NODES = 20_000;

    public Schedule schedule(Network network) {
        return schedule(network, Options.DEFAULT);
    }

    public Schedule schedule(Network network, Options options) {
        List<Kernel> kernels = kernels(network, options);
        Liveness liveness = new Liveness(network, kernels);
        Layout layout = pack(liveness.buffers(), peakLiveBytes(network, liveness));
        return new Schedule(
                network,
                options,
                steps(network, kernels, liveness, layout),
                placements(network, liveness, layout),
                layout.bytes());
    }

    static int align(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Kernels with the scratch they must have; then, where that is wanted, with what the fullest step leaves them. */
    private static List<Kernel> kernels(Network network, Options options) {
        List<Kernel> frugal = network.layers().stream()
                .map(layer -> Kernel.of(network, layer, options, 0))
                .toList();
        if (!options.techniques().adaptiveMemory()) {
            return frugal;
        }
        Liveness liveness = new Liveness(network, frugal);
        int peakBytes = peakLiveBytes(network, liveness);
        int columnBudget = columnBudget(frugal);
        return IntStream.range(0, frugal.size())
                .mapToObj(step -> {
                    int free = peakBytes - liveness.liveBytes(step);
                    int budget = free + align(frugal.get(step).scratchBytes());
                    int least = frugal.get(step).isTiled() ? columnBudget : 0;
                    return Kernel.of(network, network.layers().get(step), options, Math.max(budget, least));
                })
                .toList();
    }

    /**
     * One budget for the whole model: a full tile of its longest column. Layers with shorter ones tile as many as fit.
     *
     * <p>Source: MCUNet, equations 1 and 2.
     */
    private static int columnBudget(List<Kernel> frugal) {
        int longestColumn = frugal.stream()
                .filter(Kernel::isTiled)
                .mapToInt(Kernel::scratchBytes)
                .max()
                .orElse(0);
        return longestColumn * Tiling.MOST_PIXELS;
    }

    /** No layout is smaller than the peak; where none of that size is found, a little more is allowed. */
    private static Layout pack(List<Buffer> buffers, int peakBytes) {
        Layout greedy = GreedyPacking.pack(buffers);
        int excess = greedy.bytes() - peakBytes;
        return IntStream.of(0, excess / 4, excess / 2)
                .filter(allowed -> excess > 0)
                .mapToObj(allowed -> ExactPacking.pack(buffers, peakBytes + allowed, SEARCH_NODES))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(greedy);
    }

    private static int peakLiveBytes(Network network, Liveness liveness) {
        return IntStream.range(0, network.layers().size())
                .map(liveness::liveBytes)
                .max()
                .orElseThrow();
    }

    private static List<Step> steps(Network network, List<Kernel> kernels, Liveness liveness, Layout layout) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            Layer layer = network.layers().get(i);
            int scratch = liveness.hasScratch(i) ? layout.offsets()[liveness.scratchOfStep(i)] : 0;
            steps.add(new Step(layer, kernels.get(i), scratch, liveness.liveBytes(i)));
        }
        return steps;
    }

    private static List<Placement> placements(Network network, Liveness liveness, Layout layout) {
        List<Placement> placements = new ArrayList<>();
        for (Tensor tensor : network.tensors()) {
            int id = tensor.id();
            placements.add(new Placement(
                    id,
                    layout.offsets()[liveness.bufferOfTensor(id)],
                    tensor.shape().size(),
                    liveness.firstStep(id),
                    liveness.lastStep(id)));
        }
        return placements;
    }
}
