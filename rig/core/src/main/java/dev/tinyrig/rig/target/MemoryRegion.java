package dev.tinyrig.rig.target;

/** A contiguous span of a target's address space; {@code origin} is an address, {@code bytes} a size. */
public record MemoryRegion(String name, long origin, long bytes) {
    public MemoryRegion {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "memory region name '" + name + "' is not lower-case letters and digits");
        }
        if (origin < 0 || bytes <= 0 || origin + bytes > 1L << 32) {
            throw new IllegalArgumentException("memory region %s at 0x%08x with %d bytes does not lie in 32-bit space"
                    .formatted(name, origin, bytes));
        }
    }

    /** The first address behind the region. */
    public long end() {
        return origin + bytes;
    }
}
