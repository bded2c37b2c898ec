package dev.tinyrig.nas.cli;

import dev.tinyrig.rig.bench.sim.ImageMemory;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints what an image has written. */
final class MemoryLines {
    private MemoryLines() {}

    static void print(PrintWriter out, ImageMemory memory) {
        memory.touchedBytes().forEach((region, bytes) -> print(out, region, "%,d bytes ever written", bytes));
        print(out, "main stack", "%,d bytes deep at most", memory.stackBytes());
        for (ImageMemory.TaskStack task : memory.taskStacks()) {
            print(out, "task stack", "%,d bytes deep at most, from 0x%08x", task.bytes(), task.top());
        }
        memory.arena()
                .ifPresent(arena -> print(
                        out,
                        "arena",
                        "%,d of %,d bytes ever written, %s",
                        arena.writtenBytes(),
                        arena.bytes(),
                        arena.name()));
    }

    private static void print(PrintWriter out, String what, String format, Object... values) {
        out.printf("%-16s %s%n", what, String.format(Locale.ROOT, format, values));
    }
}
