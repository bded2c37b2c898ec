package dev.tinyrig.rig.measure;

/**
 * SRAM in bytes as the device reported it after the workload.
 *
 * @param staticBytes initialised and zeroed variables
 * @param arenaBytes the arena as linked
 * @param arenaTouchedBytes high-water mark of the painted arena
 * @param stackReservedBytes the stack as linked
 * @param stackTouchedBytes high-water mark of the painted stack
 */
public record MemoryUse(
        long staticBytes, long arenaBytes, long arenaTouchedBytes, long stackReservedBytes, long stackTouchedBytes) {
    public MemoryUse {
        if (arenaTouchedBytes > arenaBytes || stackTouchedBytes > stackReservedBytes) {
            throw new IllegalArgumentException("more memory touched than there is: arena %d of %d, stack %d of %d bytes"
                    .formatted(arenaTouchedBytes, arenaBytes, stackTouchedBytes, stackReservedBytes));
        }
    }

    /** Static data, the arena, and the stack's high-water mark. */
    public long peakSramBytes() {
        return staticBytes + arenaBytes + stackTouchedBytes;
    }
}
