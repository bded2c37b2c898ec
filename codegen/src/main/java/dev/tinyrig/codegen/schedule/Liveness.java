package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which tensors must be in the arena when, how much of them, and which may share a buffer because a kernel works in place.
 *
 * <p>All that a streamed block reads and writes lives as long as the block runs. Buffers are those of the tensors, then
 * those of the scratch, in the order of the steps that need it.
 */
final class Liveness {
    private static final int NONE = -1;

    private final Network network;
    private final List<Kernel> kernels;
    private final int[] firstStep;
    private final int[] lastStep;
    private final int[] bytes;
    private final int[] bufferOfTensor;
    private final int[] scratchOfStep;
    private final List<Buffer> buffers = new ArrayList<>();

    Liveness(Network network, List<Kernel> kernels, List<StreamedBlock> streamed) {
        this.network = network;
        this.kernels = kernels;
        this.firstStep = new int[network.tensors().size()];
        this.lastStep = new int[network.tensors().size()];
        this.bytes = network.tensors().stream()
                .mapToInt(tensor -> tensor.shape().size())
                .toArray();
        this.bufferOfTensor = new int[network.tensors().size()];
        this.scratchOfStep = new int[network.layers().size()];
        Arrays.fill(bufferOfTensor, NONE);
        Arrays.fill(scratchOfStep, NONE);
        findSpans();
        streamed.forEach(this::stream);
        makeTensorBuffers();
        streamed.forEach(this::makeScratchBuffer);
        makeScratchBuffers();
    }

    List<Buffer> buffers() {
        return List.copyOf(buffers);
    }

    int bufferOfTensor(int tensor) {
        return bufferOfTensor[tensor];
    }

    int firstStep(int tensor) {
        return firstStep[tensor];
    }

    int lastStep(int tensor) {
        return lastStep[tensor];
    }

    /** Of a tensor, or of the part of it that exists at a time. */
    int bytes(int tensor) {
        return bytes[tensor];
    }

    boolean hasScratch(int step) {
        return scratchOfStep[step] != NONE;
    }

    int scratchOfStep(int step) {
        return scratchOfStep[step];
    }

    int liveBytes(int step) {
        int live = 0;
        for (Buffer buffer : buffers) {
            live += buffer.bytesAt(step);
        }
        return live;
    }

    private void findSpans() {
        for (int step = 0; step < network.layers().size(); step++) {
            Layer layer = network.layers().get(step);
            firstStep[layer.output()] = step;
            lastStep[layer.output()] = step;
            for (int input : layer.inputs()) {
                lastStep[input] = step;
            }
        }
    }

    private void stream(StreamedBlock block) {
        block.steps().forEach(step -> {
            Layer layer = network.layers().get(step);
            firstStep[layer.output()] = block.firstStep();
            bytes[layer.output()] = block.outputBytes(network, step);
            for (int input : layer.inputs()) {
                lastStep[input] = Math.max(lastStep[input], block.lastStep());
            }
        });
    }

    private void makeTensorBuffers() {
        addBuffer(network.input());
        for (int step = 0; step < network.layers().size(); step++) {
            Layer layer = network.layers().get(step);
            int host = inPlaceHost(step, layer);
            if (host == NONE) {
                addBuffer(layer.output());
            } else {
                share(host, layer.output());
            }
        }
    }

    /** The input whose buffer the output may take over: it dies here, exists whole if the output does, and is as large. */
    private int inPlaceHost(int step, Layer layer) {
        if (!kernels.get(step).inPlace()) {
            return NONE;
        }
        return layer.inputs().stream()
                .filter(input -> lastStep[input] == step && bytes[input] >= bytes[layer.output()])
                .findFirst()
                .orElse(NONE);
    }

    private void addBuffer(int tensor) {
        bufferOfTensor[tensor] = buffers.size();
        buffers.add(Buffer.of(Scheduler.align(bytes[tensor]), firstStep[tensor], lastStep[tensor]));
    }

    private void share(int host, int guest) {
        int index = bufferOfTensor[host];
        bufferOfTensor[guest] = index;
        Buffer shared = buffers.get(index);
        buffers.set(index, shared.thenTaken(lastStep[host], Scheduler.align(bytes[guest]), lastStep[guest]));
    }

    /** The kernels of a block take turns, so that the scratch of one will do for all. */
    private void makeScratchBuffer(StreamedBlock block) {
        int most = block.steps()
                .map(step -> kernels.get(step).scratchBytes())
                .max()
                .orElse(0);
        if (most > 0) {
            block.steps().forEach(step -> scratchOfStep[step] = buffers.size());
            buffers.add(Buffer.of(Scheduler.align(most), block.firstStep(), block.lastStep()));
        }
    }

    private void makeScratchBuffers() {
        for (int step = 0; step < kernels.size(); step++) {
            int scratchBytes = Scheduler.align(kernels.get(step).scratchBytes());
            if (scratchBytes > 0 && scratchOfStep[step] == NONE) {
                scratchOfStep[step] = buffers.size();
                buffers.add(Buffer.of(scratchBytes, step, step));
            }
        }
    }
}
