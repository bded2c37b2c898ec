package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.nas.search.WeightBytes;

/**
 * What a network needs, known without building it.
 *
 * @param macs multiply-accumulates of one inference
 * @param arenaBytes activations and scratch of its schedule
 * @param weightBytes weights and biases
 */
record NetworkSize(long macs, int arenaBytes, long weightBytes) {
    static NetworkSize of(Network network, long macs, int arenaBytes) {
        return new NetworkSize(macs, arenaBytes, WeightBytes.of(network));
    }

    boolean fits(Budget budget) {
        return arenaBytes <= budget.arenaBytes() && weightBytes <= budget.weightBytes() && macs <= budget.macs();
    }
}
