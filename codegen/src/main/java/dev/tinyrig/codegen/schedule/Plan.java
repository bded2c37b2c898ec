package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Network;
import java.util.List;
import java.util.stream.IntStream;

/** Kernels and streamed blocks of a network with every buffer at its place: a schedule in the making. */
final class Plan {
    private final Network network;
    private final List<Kernel> kernels;
    private final List<StreamedBlock> streamed;
    private final Liveness liveness;
    private final Layout layout;

    Plan(Network network, List<Kernel> kernels, List<StreamedBlock> streamed) {
        this.network = network;
        this.kernels = kernels;
        this.streamed = streamed;
        this.liveness = new Liveness(network, kernels, streamed);
        this.layout = Packing.pack(liveness.buffers(), peakBytes());
    }

    /** The same with these blocks streamed. */
    Plan streaming(List<StreamedBlock> blocks) {
        return new Plan(network, kernels, blocks);
    }

    int arenaBytes() {
        return layout.bytes();
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
        return new Schedule(network, options, steps, streamed, placements(), layout.bytes());
    }

    private boolean isStreamed(int step) {
        return streamed.stream().anyMatch(block -> block.contains(step));
    }

    private Step step(int step) {
        int scratch = liveness.hasScratch(step) ? layout.offsets()[liveness.scratchOfStep(step)] : 0;
        return new Step(network.layers().get(step), kernels.get(step), scratch, liveness.liveBytes(step));
    }

    /** The step with planes as high as fit the largest hole that there is meanwhile. */
    private Step widened(int step) {
        Step frugal = step(step);
        if (!frugal.kernel().isPlanar()) {
            return frugal;
        }
        Hole hole = Hole.largest(liveness, layout, step);
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
                        layout.offsets()[liveness.bufferOfTensor(tensor.id())],
                        liveness.bytes(tensor.id()),
                        liveness.firstStep(tensor.id()),
                        liveness.lastStep(tensor.id())))
                .toList();
    }

    private static int peakBytes(Liveness liveness, IntStream steps) {
        return steps.map(liveness::liveBytes).max().orElse(0);
    }
}
