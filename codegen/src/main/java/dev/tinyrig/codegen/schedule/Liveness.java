package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which tensors must be in the arena when, how much of them, and which may share a buffer because a kernel works in place.
 *
 * <p>All that a streamed block reads and writes lives as long as the block runs; its output overwrites its input row by
 * row, from a little before it on. Buffers are those of the tensors, then those of the scratch, in the order of the steps
 * that need it.
 */
final class Liveness {
    private static final int NONE = -1;

    private final Network network;
    private final List<Kernel> kernels;
    private final int[] firstStep;
    private final int[] lastStep;
    private final int[] bytes;
    private final int[] bufferOfTensor;
    /** Where in its buffer a tensor begins. */
    private final int[] lead;

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
        this.lead = new int[network.tensors().size()];
        this.scratchOfStep = new int[network.layers().size()];
        Arrays.fill(bufferOfTensor, NONE);
        Arrays.fill(scratchOfStep, NONE);
        findSpans();
        streamed.forEach(this::stream);
        makeTensorBuffers(streamed);
        streamed.forEach(this::makeScratchBuffer);
        makeScratchBuffers();
    }

    List<Buffer> buffers() {
        return List.copyOf(buffers);
    }

    int bufferOfTensor(int tensor) {
        return bufferOfTensor[tensor];
    }

    /** Where in its buffer a tensor begins. */
    int lead(int tensor) {
        return lead[tensor];
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

    private void makeTensorBuffers(List<StreamedBlock> streamed) {
        addBuffer(network.input());
        for (int step = 0; step < network.layers().size(); step++) {
            int index = step;
            Optional<StreamedBlock> ending =
                    streamed.stream().filter(block -> block.lastStep() == index).findFirst();
            place(step, ending);
        }
    }

    private void place(int step, Optional<StreamedBlock> ending) {
        Layer layer = network.layers().get(step);
        int streamedFrom = ending.map(block -> overwritten(block)).orElse(NONE);
        int host = inPlaceHost(step, layer);
        if (streamedFrom != NONE) {
            share(streamedFrom, layer.output(), ending.orElseThrow().leadBytes(network));
        } else if (host != NONE) {
            share(host, layer.output(), 0);
        } else {
            addBuffer(layer.output());
        }
    }

    /** The input of a streamed block whose rows the output may overwrite, since nothing reads them again. */
    private int overwritten(StreamedBlock block) {
        int input = network.layers().get(block.firstStep()).inputs().get(0);
        return !block.isResidual() && lastStep[input] == block.lastStep() ? input : NONE;
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

    /** The guest begins so many bytes before the host, which moves up where there is no room before it. */
    private void share(int host, int guest, int bytesBefore) {
        int index = bufferOfTensor[host];
        int raise = Math.max(0, bytesBefore - lead[host]);
        for (int tensor = 0; tensor < lead.length; tensor++) {
            lead[tensor] += bufferOfTensor[tensor] == index ? raise : 0;
        }
        bufferOfTensor[guest] = index;
        lead[guest] = lead[host] - bytesBefore;
        int end = lead[guest] + Scheduler.align(bytes[guest]);
        buffers.set(index, buffers.get(index).raised(raise).thenTaken(lastStep[host], end, lastStep[guest]));
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
