package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.Cpu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The stacks that PSP has been in, one for each task of an operating system, and how deep each went. */
final class ProcessStacks {
    private final Cpu cpu;
    private final List<Range> ranges = new ArrayList<>();
    private Range current = new Range(0);
    private int switches;

    ProcessStacks(Cpu cpu) {
        this.cpu = cpu;
        this.switches = cpu.stackSwitches;
    }

    /** From where a task's stack pointer was first seen to the lowest byte written there; unsigned addresses. */
    private static final class Range {
        private final long top;
        private long lowest;

        private Range(long top) {
            this.top = top;
            this.lowest = top;
        }

        private boolean holds(long sp) {
            return sp >= lowest && sp <= top;
        }
    }

    /** A byte was written; {@code below} is how far under its stack pointer a task may write. */
    void note(long place, int below) {
        if (!cpu.hasProcessStack()) {
            return;
        }
        if (switches != cpu.stackSwitches) {
            switches = cpu.stackSwitches;
            current = at(Integer.toUnsignedLong(cpu.switchedTo));
        }
        if (place < current.lowest && place >= Integer.toUnsignedLong(cpu.psp()) - below) {
            current.lowest = place;
        }
    }

    private Range at(long sp) {
        return ranges.stream().filter(range -> range.holds(sp)).findFirst().orElseGet(() -> {
            Range fresh = new Range(sp);
            ranges.add(fresh);
            return fresh;
        });
    }

    /** Those that were written, from the lowest address on. */
    List<MemoryUsage.Stack> report() {
        return ranges.stream()
                .filter(range -> range.lowest < range.top)
                .sorted(Comparator.comparingLong(range -> range.top))
                .map(range -> new MemoryUsage.Stack((int) range.top, range.top - range.lowest))
                .toList();
    }
}
