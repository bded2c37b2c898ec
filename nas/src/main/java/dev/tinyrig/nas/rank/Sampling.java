package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Scheduler;

/**
 * Which random networks of a space are looked at, and what counts as their memory.
 *
 * @param networks of each space
 * @param streamed every block streamed as far as it saves memory, as a search within tight limits would; else layers run
 *     one after another
 */
public record Sampling(int networks, long seed, boolean streamed) {
    int arenaBytes(Network network, Scheduler scheduler) {
        return streamed
                ? scheduler.leastArenaBytes(network)
                : scheduler.schedule(network).arenaBytes();
    }
}
