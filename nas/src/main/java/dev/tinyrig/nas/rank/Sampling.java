package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.nas.search.Limits;

/**
 * Which random networks of a space are looked at, and how they are scheduled.
 *
 * @param networks of each space
 * @param options with a limit of the arena blocks are streamed to keep to it, which takes some milliseconds a network
 */
public record Sampling(int networks, long seed, Options options) {
    /** Layers one after another: no limit asks for streaming. */
    public static Sampling ofWholeLayers(int networks, long seed) {
        return new Sampling(networks, seed, Options.DEFAULT);
    }

    /** As a search within these limits would schedule them. */
    public static Sampling within(Limits limits, int networks, long seed) {
        return new Sampling(networks, seed, Options.DEFAULT.within(limits.arenaBytes()));
    }
}
