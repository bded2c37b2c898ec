package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which tensors must be in the arena when, and which may share a buffer because a kernel works in place.
 *
 * <p>Buffers are those of the tensors, then those of the scratch, in the order of the steps that need it.
 */
final class Liveness {
    private static final int NONE = -1;

    private final Network network;
    private final List<Kernel> kernels;
    private final int[] firstStep;
    private final int[] lastStep;
    private final int[] bufferOfTensor;
    private final int[] scratchOfStep;
    private final List<Buffer> buffers = new ArrayList<>();

    Liveness(Network network, List<Kernel> kernels) {
        this.network = network;
        this.kernels = kernels;
        this.firstStep = new int[network.tensors().size()];
        this.lastStep = new int[network.tensors().size()];
        this.bufferOfTensor = new int[network.tensors().size()];
        this.scratchOfStep = new int[network.layers().size()];
        Arrays.fill(bufferOfTensor, NONE);
        findSpans();
        makeTensorBuffers();
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

    boolean hasScratch(int step) {
        return scratchOfStep[step] != NONE;
    }

    int scratchOfStep(int step) {
        return scratchOfStep[step];
    }

    int liveBytes(int step) {
        return buffers.stream()
                .filter(buffer -> buffer.isLiveAt(step))
                .mapToInt(Buffer::bytes)
                .sum();
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

    /** The input whose buffer the output may take over: it dies here and is as large. */
    private int inPlaceHost(int step, Layer layer) {
        if (!kernels.get(step).inPlace()) {
            return NONE;
        }
        int outputBytes = network.tensor(layer.output()).shape().size();
        return layer.inputs().stream()
                .filter(input ->
                        lastStep[input] == step && network.tensor(input).shape().size() == outputBytes)
                .findFirst()
                .orElse(NONE);
    }

    private void addBuffer(int tensor) {
        bufferOfTensor[tensor] = buffers.size();
        int bytes = Scheduler.align(network.tensor(tensor).shape().size());
        buffers.add(new Buffer(bytes, firstStep[tensor], lastStep[tensor]));
    }

    private void share(int host, int guest) {
        int index = bufferOfTensor[host];
        Buffer shared = buffers.get(index);
        bufferOfTensor[guest] = index;
        buffers.set(index, new Buffer(shared.bytes(), shared.firstStep(), lastStep[guest]));
    }

    private void makeScratchBuffers() {
        for (int step = 0; step < kernels.size(); step++) {
            int bytes = Scheduler.align(kernels.get(step).scratchBytes());
            scratchOfStep[step] = bytes == 0 ? NONE : buffers.size();
            if (bytes > 0) {
                buffers.add(new Buffer(bytes, step, step));
            }
        }
    }
}
