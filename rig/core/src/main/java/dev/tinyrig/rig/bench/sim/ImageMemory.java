package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program has written.
 *
 * @param touchedBytes bytes ever written by memory, where there are any
 * @param stackBytes how deep its main stack went
 * @param taskStacks how deep the process stack of each task went
 * @param arena of a network, if a variable is called so
 */
public record ImageMemory(
        Map<String, Long> touchedBytes, long stackBytes, List<TaskStack> taskStacks, Optional<Arena> arena) {
    public ImageMemory {
        taskStacks = List.copyOf(taskStacks);
    }

    /** A process stack: what lies around its top, and how far below that it was written. */
    public record TaskStack(int top, long bytes) {}

    /** The memory of activations, and how much of it was ever written. */
    public record Arena(String name, long writtenBytes, long bytes) {}

    static ImageMemory of(Machine machine, Image image) {
        MemoryUsage.Report report = machine.usage();
        Map<String, Long> touched = new LinkedHashMap<>();
        report.memories().stream()
                .filter(memory -> memory.bytes() > 0)
                .forEach(memory -> touched.put(memory.memory(), (long) memory.bytes()));
        return new ImageMemory(
                touched,
                report.stackBytes(),
                report.processStacks().stream()
                        .map(stack -> new TaskStack(stack.top(), stack.bytes()))
                        .toList(),
                arena(machine, image));
    }

    private static Optional<Arena> arena(Machine machine, Image image) {
        return image.symbols()
                .arena()
                .map(variable -> new Arena(
                        variable.name(),
                        machine.written((int) variable.address(), (int) variable.bytes()),
                        variable.bytes()));
    }
}
