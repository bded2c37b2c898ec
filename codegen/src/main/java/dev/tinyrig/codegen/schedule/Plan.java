package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Kernels and streamed blocks of a network, and when they need how much memory: a schedule in the making. */
final class Plan {
    private final Network network;
    private final List<Kernel> kernels;
    private final List<StreamedBlock> streamed;
    private final Liveness liveness;
    private Optional<Layout> packed = Optional.empty();

    private Plan(Network network, List<Kernel> kernels, List<StreamedBlock> streamed) {
        this.network = network;
        this.kernels = kernels;
        this.streamed = List.copyOf(streamed);
        this.liveness = new Liveness(network, kernels, streamed);
    }

    /** One that streams nothing. */
    static Plan whole(Network network, List<Kernel> kernels) {
        return new Plan(network, kernels, List.of());
    }

    /** This one, which streams nothing, with these blocks streamed. */
    Plan streaming(List<StreamedBlock> blocks) {
        List<Kernel> changed = new ArrayList<>(kernels);
        for (StreamedBlock block : blocks) {
            int depthwise = block.firstStep() + 1;
            Layer layer = network.layers().get(depthwise);
            changed.set(depthwise, kernels.get(depthwise).forRows(network, layer, block.rows()));
        }
        return new Plan(network, changed, blocks);
    }

    Network network() {
        return network;
    }

    List<StreamedBlock> streamed() {
        return streamed;
    }

    /** The work of its layers. */
    BlockWork work() {
        return new BlockWork(network, kernels);
    }

    /** The work of its layers once those that run whole have taken what scratch such an arena leaves them. */
    BlockWork workWithin(int arenaBytes) {
        return new BlockWork(
                network,
                IntStream.range(0, kernels.size())
                        .mapToObj(step -> widenedWithin(arenaBytes, step))
                        .toList());
    }

    private Kernel widenedWithin(int arenaBytes, int step) {
        Kernel kernel = kernels.get(step);
        int scratch = arenaBytes - liveness.liveBytes(step) + kernel.scratchBytes();
        return kernel.isPlanar() && scratch > kernel.scratchBytes()
                ? kernel.widened(network, network.layers().get(step), scratch)
                : kernel;
    }

    int arenaBytes() {
        return layout().bytes();
    }

    /** Found when it is first asked for, since that takes long. */
    private Layout layout() {
        if (packed.isEmpty()) {
            packed = Optional.of(Packing.pack(liveness.buffers(), peakBytes()));
        }
        return packed.get();
    }

    int peakBytes() {
        return peakBytes(liveness, IntStream.range(0, kernels.size()));
    }

    /** What is live in the fullest step of a block. */
    int peakBytes(StreamedBlock block) {
        return peakBytes(liveness, block.steps());
    }

    /** Done; {@code wide} says whether kernels may take more scratch where that lies free anyway */
    Schedule schedule(Options options, boolean wide) {
        List<Step> steps = IntStream.range(0, kernels.size())
                .mapToObj(step -> wide && !isStreamed(step) ? widened(step) : step(step))
                .toList();
        return new Schedule(network, options, steps, streamed, placements(), layout().bytes());
    }

    private boolean isStreamed(int step) {
        return streamed.stream().anyMatch(block -> block.contains(step));
    }

    private Step step(int step) {
        int scratch = liveness.hasScratch(step) ? layout().offsets()[liveness.scratchOfStep(step)] : 0;
        return new Step(network.layers().get(step), kernels.get(step), scratch, liveness.liveBytes(step));
    }

    /** The step with planes as high as fit the largest hole that there is meanwhile. */
    private Step widened(int step) {
        Step frugal = step(step);
        if (!frugal.kernel().isPlanar()) {
            return frugal;
        }
        Hole hole = Hole.largest(liveness, layout(), step);
        Kernel kernel = frugal.kernel().widened(network, frugal.layer(), hole.bytes());
        int more = Scheduler.align(kernel.scratchBytes())
                - Scheduler.align(frugal.kernel().scratchBytes());
        return more > 0 && kernel.scratchBytes() <= hole.bytes()
                ? new Step(frugal.layer(), kernel, hole.offset(), frugal.liveBytes() + more)
                : frugal;
    }

    private List<Placement> placements() {
        return network.tensors().stream()
                .map(tensor -> new Placement(
                        tensor.id(),
                        layout().offsets()[liveness.bufferOfTensor(tensor.id())] + liveness.lead(tensor.id()),
                        liveness.bytes(tensor.id()),
                        liveness.firstStep(tensor.id()),
                        liveness.lastStep(tensor.id())))
                .toList();
    }

    private static int peakBytes(Liveness liveness, IntStream steps) {
        return steps.map(liveness::liveBytes).max().orElse(0);
    }
}
