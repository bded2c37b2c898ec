package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.bench.sim.ImageRun;
import java.io.PrintWriter;

/** Prints what an image has written. */
final class MemoryLines {
    private MemoryLines() {}

    static void print(PrintWriter out, ImageRun.Memory memory) {
        memory.touchedBytes().forEach((region, bytes) -> out.printf("%-16s %d bytes ever written%n", region, bytes));
        out.printf("%-16s %d bytes deep at most%n", "main stack", memory.stackBytes());
    }
}
