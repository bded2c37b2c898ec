package dev.tinyrig.sim.timing;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The cycles of a run by the address of the instruction and by cause. */
public final class CycleCauses {
    private static final int CAUSES = Cause.values().length;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;

    private final Map<Integer, long[]> pages = new TreeMap<>(Integer::compareUnsigned);
    private int lastNumber = -1;
    private long[] last = {};
    private Spent also = new Spent();

    /** Adds cycles that were spent at an address. */
    public void add(int address, Cause cause, long cycles) {
        also.add(cause, cycles);
        int number = address >>> PAGE_BITS;
        if (number != lastNumber) {
            last = pages.computeIfAbsent(number, fresh -> new long[PAGE_BYTES / 2 * CAUSES]);
            lastNumber = number;
        }
        last[(address & (PAGE_BYTES - 1)) / 2 * CAUSES + cause.slot] += cycles;
    }

    /** From now on each cycle is added here too. */
    public void alsoCountIn(Spent spent) {
        also = spent;
    }

    /** What the instructions of a function took; its code ends before {@code end}. */
    public Map<Cause, Long> within(int start, int end) {
        Map<Cause, Long> sums = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            sums.put(cause, 0L);
        }
        for (int address = start & ~1; Integer.compareUnsigned(address, end) < 0; address += 2) {
            long[] page = pages.get(address >>> PAGE_BITS);
            if (page != null) {
                addTo(sums, page, (address & (PAGE_BYTES - 1)) / 2);
            }
        }
        return sums;
    }

    /** All of the run. */
    public Map<Cause, Long> total() {
        Map<Cause, Long> sums = new EnumMap<>(Cause.class);
        for (long[] page : pages.values()) {
            for (int slot = 0; slot < PAGE_BYTES / 2; slot++) {
                addTo(sums, page, slot);
            }
        }
        return sums;
    }

    private static void addTo(Map<Cause, Long> sums, long[] page, int slot) {
        for (Cause cause : Cause.values()) {
            sums.merge(cause, page[slot * CAUSES + cause.slot], Long::sum);
        }
    }

    /** Forgets what was counted, so that only what comes is. */
    public void clear() {
        pages.clear();
        lastNumber = -1;
    }
}
