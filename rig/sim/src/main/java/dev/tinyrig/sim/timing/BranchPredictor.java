package dev.tinyrig.sim.timing;

/** A two-bit counter for each conditional branch, weakly taken at first (assumed); no two branches share one. */
final class BranchPredictor {
    private static final byte WEAKLY_TAKEN = 2;
    private static final byte STRONGLY_TAKEN = 3;
    private static final int INITIAL = 1 << 12;

    private int[] addresses = new int[INITIAL];
    private byte[] counters = new byte[INITIAL];
    private int size;

    /** Whether the prediction is what happens, from which it learns. */
    boolean foresees(int address, boolean taken) {
        int slot = slotOf(address);
        if (addresses[slot] != address) {
            slot = add(address);
        }
        byte counter = counters[slot];
        counters[slot] = (byte) (taken ? Math.min(STRONGLY_TAKEN, counter + 1) : Math.max(0, counter - 1));
        return (counter >= WEAKLY_TAKEN) == taken;
    }

    /** Open addressing; no branch is at 0, where the vector table or nothing is. */
    private int slotOf(int address) {
        int mask = addresses.length - 1;
        int slot = (((address >>> 1) * 0x9e3779b9) >>> 16) & mask;
        while (addresses[slot] != 0 && addresses[slot] != address) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int add(int address) {
        if (2 * ++size > addresses.length) {
            grow();
        }
        int slot = slotOf(address);
        addresses[slot] = address;
        counters[slot] = WEAKLY_TAKEN;
        return slot;
    }

    private void grow() {
        int[] oldAddresses = addresses;
        byte[] oldCounters = counters;
        addresses = new int[2 * oldAddresses.length];
        counters = new byte[addresses.length];
        for (int at = 0; at < oldAddresses.length; at++) {
            if (oldAddresses[at] != 0) {
                int slot = slotOf(oldAddresses[at]);
                addresses[slot] = oldAddresses[at];
                counters[slot] = oldCounters[at];
            }
        }
    }
}
