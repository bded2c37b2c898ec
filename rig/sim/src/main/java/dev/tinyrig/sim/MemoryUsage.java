package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers each byte of RAM that a program has ever written, and how deep its stacks went. */
public final class MemoryUsage {
    /** PUSH, VPUSH and exception entry write this far below the stack pointer before or while it moves. */
    private static final int BELOW_STACK_POINTER = 128;

    private final Cpu cpu;
    private final ProcessStacks processStacks;
    private final Map<Region, BitSet> written = new LinkedHashMap<>();
    /** The lowest address written in the main stack, by the top it had then; unsigned. */
    private long lowest = 0xffffffffL;

    MemoryUsage(Bus bus, Cpu cpu) {
        this.cpu = cpu;
        this.processStacks = new ProcessStacks(cpu);
        for (Region region : bus.writableMemories()) {
            BitSet bytes = new BitSet(region.size());
            written.put(region, bytes);
            region.watch((offset, count) -> note(region.base() + offset, bytes, offset, count));
        }
    }

    private void note(int address, BitSet bytes, int offset, int count) {
        bytes.set(offset, offset + count);
        long place = Integer.toUnsignedLong(address);
        boolean deeper = place < lowest && place >= Integer.toUnsignedLong(cpu.msp()) - BELOW_STACK_POINTER;
        if (deeper && !cpu.usesProcessStack()) {
            lowest = place;
        }
        processStacks.note(place, BELOW_STACK_POINTER);
    }

    /** How many bytes of one memory were ever written, of how many. */
    public record Touched(String memory, int base, int bytes, int size) {}

    /** A process stack: where it starts, and how far below that it was written. */
    public record Stack(int top, long bytes) {}

    /**
     * All memories that a program can write.
     *
     * @param stackBytes from where the main stack starts to the lowest byte ever written in it
     * @param processStacks of the tasks that ran on one
     */
    public record Report(List<Touched> memories, long stackBytes, List<Stack> processStacks) {
        public Report {
            memories = List.copyOf(memories);
            processStacks = List.copyOf(processStacks);
        }
    }

    /** How many bytes of a part of a memory were ever written. */
    int written(int address, int size) {
        return written.entrySet().stream()
                .filter(entry -> entry.getKey().holds(address))
                .mapToInt(entry -> entry.getValue()
                        .get(
                                address - entry.getKey().base(),
                                address - entry.getKey().base() + size)
                        .cardinality())
                .sum();
    }

    Report report(int stackTop) {
        List<Touched> memories = written.entrySet().stream()
                .map(entry -> new Touched(
                        entry.getKey().name(),
                        entry.getKey().base(),
                        entry.getValue().cardinality(),
                        entry.getKey().size()))
                .toList();
        return new Report(memories, Math.max(0, Integer.toUnsignedLong(stackTop) - lowest), processStacks.report());
    }
}
