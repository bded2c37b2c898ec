package dev.tinyrig.rig.bench.sim;

import java.util.Optional;

/**
 * What is to be told of a run beyond what it took; whatever it is, the image is interpreted, which is slower and counts the
 * same.
 *
 * @param profile whether cycles are counted by function and layer; then a fault is told with the calls that led to it
 */
public record Explanation(boolean profile, Optional<TraceFile> trace) {
    /** Nothing: the run is as fast as it can be. */
    public static final Explanation NONE = new Explanation(false, Optional.empty());

    /** Where the cycles went. */
    public static final Explanation PROFILE = new Explanation(true, Optional.empty());

    /**
     * Where a trace goes.
     *
     * @param limit how many instructions are written at most
     */
    public record TraceFile(Appendable out, long limit) {}
}
