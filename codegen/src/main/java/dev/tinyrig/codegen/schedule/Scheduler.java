package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Network;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks a kernel per layer and lays all activations in one arena, as small as a bounded search can make it. Where that
 * exceeds a limit, the blocks at fault are streamed, and no others, since streaming costs cycles.
 */
public final class Scheduler {
    /** Kernels load words, the widest access they make to an activation. */
    static final int ALIGNMENT = 4;

    public Schedule schedule(Network network) {
        return schedule(network, Options.DEFAULT);
    }

    public Schedule schedule(Network network, Options options) {
        boolean adaptive = options.techniques().adaptiveMemory();
        Plan whole = new Plan(network, kernels(network, options, adaptive), List.of());
        return options.arenaLimit().isPresent()
                ? within(options.arenaLimit().getAsInt(), whole, StreamedBlock.candidates(network))
                        .schedule(options, adaptive)
                : whole.schedule(options, adaptive);
    }

    static int align(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A plan that keeps to a limit if any does, and streams no block that it need not. */
    private static Plan within(int limitBytes, Plan whole, List<StreamedBlock> candidates) {
        if (whole.arenaBytes() <= limitBytes) {
            return whole;
        }
        Plan least = whole.streaming(candidates);
        List<StreamedBlock> useful = candidates.stream()
                .filter(block -> least.peakBytes(block) < whole.peakBytes(block))
                .sorted(Comparator.comparingInt(block -> -whole.peakBytes(block)))
                .toList();
        int reachableBytes = Math.max(limitBytes, whole.streaming(useful).peakBytes());
        int needed = (int) useful.stream()
                .filter(block -> whole.peakBytes(block) > reachableBytes)
                .count();
        return IntStream.rangeClosed(needed, useful.size())
                .mapToObj(count -> whole.streaming(useful.subList(0, count)))
                .filter(plan -> plan.arenaBytes() <= reachableBytes)
                .findFirst()
                .orElseGet(() -> whole.streaming(useful.subList(0, needed)));
    }

    /** Kernels with the scratch they must have, and those that gather columns with a budget for the whole model. */
    private static List<Kernel> kernels(Network network, Options options, boolean adaptive) {
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
