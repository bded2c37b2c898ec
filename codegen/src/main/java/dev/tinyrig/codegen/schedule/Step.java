package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Layer;

/**
 * One call of {@code net_run}.
 *
 * @param layer what it computes
 * @param kernel the C function that does
 * @param scratchOffset where the kernel's scratch lies; meaningless where it needs none
 * @param liveBytes what must be in the arena while it runs: aligned tensors and scratch
 */
public record Step(Layer layer, Kernel kernel, int scratchOffset, int liveBytes) {}
