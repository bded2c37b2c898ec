package dev.tinyrig.rig.bench.sim;

/**
 * Where a trace goes.
 *
 * @param limit how many instructions are written at most
 */
public record TraceFile(Appendable out, long limit) {}
