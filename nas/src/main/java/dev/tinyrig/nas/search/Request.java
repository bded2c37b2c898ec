package dev.tinyrig.nas.search;

import dev.tinyrig.nas.train.Sharing;
import dev.tinyrig.rig.target.Placement.Tcm;
import java.util.Optional;

/**
 * What the user asked for: all that decides the result of a search, besides the data themselves.
 *
 * @param task such as {@code speech-commands}
 * @param preset how much to train and search
 * @param target name of the target
 * @param bench kind of bench
 * @param space name of the task's search space; empty for the one that is searched by default
 * @param engine by whose model candidates are judged; empty where they are built and run by ours
 * @param tcm what tightly coupled memories are used for; empty for what the code generator does by default
 * @param sharing how the super-network is trained; empty for what the trainer does by default
 * @param data folder of the data set; empty where it is synthesised
 */
public record Request(
        String task,
        String preset,
        String target,
        String bench,
        Limits limits,
        long seed,
        Optional<String> space,
        Optional<String> engine,
        Optional<Tcm> tcm,
        Optional<Sharing> sharing,
        Optional<String> data) {
    /** The same in another space. */
    public Request withSpace(String name) {
        return new Request(task, preset, target, bench, limits, seed, Optional.of(name), engine, tcm, sharing, data);
    }

    /** The same with data from another folder. */
    public Request withData(Optional<String> folder) {
        return new Request(task, preset, target, bench, limits, seed, space, engine, tcm, sharing, folder);
    }
}
