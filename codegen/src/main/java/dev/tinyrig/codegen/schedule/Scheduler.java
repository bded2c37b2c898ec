package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.rig.target.Core;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks a kernel per layer and lays all activations in one arena, as small as a bounded search can make it. Where that
 * exceeds a limit, blocks are streamed, such and so that it costs the fewest cycles.
 */
public final class Scheduler {
    /** Kernels load words, the widest access they make to an activation. */
    static final int ALIGNMENT = 4;

    private final Costs costs;

    /** For a Cortex-M4; without a limit of the arena schedules are the same for every core. */
    public Scheduler() {
        this(Core.CORTEX_M4);
    }

    /** By what is cheaper on that core. */
    public Scheduler(Core core) {
        this.costs = Costs.measuredOn(core);
    }

    public Schedule schedule(Network network) {
        return schedule(network, Options.DEFAULT);
    }

    public Schedule schedule(Network network, Options options) {
        boolean adaptive = options.techniques().adaptiveMemory();
        Plan whole = Plan.whole(network, kernels(network, options, adaptive));
        Plan chosen = options.arenaLimit().isPresent()
                ? new Streaming(network, whole, costs)
                        .within(options.arenaLimit().getAsInt())
                : whole;
        return chosen.schedule(options, adaptive);
    }

    /** The smallest arena into which streaming gets a network; what it costs in cycles is not asked. */
    public int leastArenaBytes(Network network) {
        Plan whole = Plan.whole(network, kernels(network, Options.DEFAULT, true));
        return Math.min(
                whole.arenaBytes(), new Streaming(network, whole, costs).least().arenaBytes());
    }

    static int align(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Kernels with the scratch they must have, and those that gather columns with a budget for the whole model. */
    static List<Kernel> kernels(Network network, Options options, boolean adaptive) {
        List<Kernel> frugal = network.layers().stream()
                .map(layer -> Kernel.of(network, layer, options, 0))
                .toList();
        if (!adaptive) {
            return frugal;
        }
        int columnBudget = columnBudget(frugal);
        return IntStream.range(0, frugal.size())
                .mapToObj(step -> frugal.get(step).isTiled()
                        ? frugal.get(step).widened(network, network.layers().get(step), columnBudget)
                        : frugal.get(step))
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
}
