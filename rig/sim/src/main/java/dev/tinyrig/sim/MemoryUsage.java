package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers each byte of RAM that a program has ever written, and how deep its main stack went. */
public final class MemoryUsage {
    /** PUSH, VPUSH and exception entry write this far below the stack pointer before or while it moves. */
    private static final int BELOW_STACK_POINTER = 128;

    private final Cpu cpu;
    private final Map<Region, BitSet> written = new LinkedHashMap<>();
    /** The lowest address written in the main stack, by the top it had then; unsigned. */
    private long lowest = 0xffffffffL;

    MemoryUsage(Bus bus, Cpu cpu) {
        this.cpu = cpu;
        for (Region region : bus.writableMemories()) {
            BitSet bytes = new BitSet(region.size());
            written.put(region, bytes);
            region.watch((offset, count) -> note(region.base() + offset, bytes, offset, count));
        }
    }

    private void note(int address, BitSet bytes, int offset, int count) {
        bytes.set(offset, offset + count);
        long place = Integer.toUnsignedLong(address);
        if (place < lowest && place >= Integer.toUnsignedLong(cpu.msp()) - BELOW_STACK_POINTER) {
            lowest = place;
        }
    }

    /** How many bytes of one memory were ever written, of how many. */
    public record Touched(String memory, int base, int bytes, int size) {}

    /**
     * All memories that a program can write.
     *
     * @param stackBytes from where the main stack starts to the lowest byte ever written in it
     */
    public record Report(List<Touched> memories, long stackBytes) {
        public Report {
            memories = List.copyOf(memories);
        }
    }

    Report report(int stackTop) {
        List<Touched> memories = written.entrySet().stream()
                .map(entry -> new Touched(
                        entry.getKey().name(),
                        entry.getKey().base(),
                        entry.getValue().cardinality(),
                        entry.getKey().size()))
                .toList();
        return new Report(memories, Math.max(0, Integer.toUnsignedLong(stackTop) - lowest));
    }
}
