package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.List;

/** Schedules whose streamed blocks a test names, whatever they cost. */
public final class Forms {
    private Forms() {}

    /** As many rows a pass in every block that has as many and can be streamed; nothing is streamed for 0. */
    public static Schedule streaming(Network network, Options options, int rows) {
        List<StreamedBlock> blocks = new ArrayList<>();
        for (StreamedBlock block : StreamedBlock.candidates(network)) {
            blocks.add(block.withRows(Math.min(rows, block.outputRows(network))));
        }
        boolean adaptive = options.techniques().adaptiveMemory();
        Plan whole = Plan.whole(network, Scheduler.kernels(network, options, adaptive));
        return (rows == 0 ? whole : whole.streaming(blocks)).schedule(options, adaptive);
    }
}
