package dev.tinyrig.sim.memory;

import org.jspecify.annotations.Nullable;

/** A range of addresses that one memory or one device answers. */
public final class Region {
    private static final byte[] NO_BYTES = {};
    private static final Device NOTHING = new Unmapped();

    final String name;
    final int base;
    final int size;
    final boolean writable;
    final byte[] bytes;
    final Device device;
    /** The program may store here: the size, or 0 for flash and devices; lets the fast path be one comparison. */
    final int writableSize;

    @Nullable CodeWatcher watcher;

    private Region(String name, int base, int size, boolean writable, byte[] bytes, Device device) {
        if (size <= 0 || Integer.toUnsignedLong(base) + size > 1L << 32) {
            throw new IllegalArgumentException(
                    String.format("%s: 0x%x bytes at 0x%08x are not a range of addresses", name, size, base));
        }
        this.name = name;
        this.base = base;
        this.size = size;
        this.writable = writable;
        this.bytes = bytes;
        this.device = device;
        this.writableSize = writable ? bytes.length : 0;
    }

    public static Region ram(String name, int base, int size) {
        return new Region(name, base, size, true, new byte[size], NOTHING);
    }

    /** Read-only for the program; {@link Bus#load} still fills it. */
    public static Region flash(String name, int base, int size) {
        return new Region(name, base, size, false, new byte[size], NOTHING);
    }

    /** A second range of addresses for the same bytes. */
    public Region alias(String aliasName, int aliasBase) {
        return new Region(aliasName, aliasBase, size, writable, bytes, device);
    }

    public static Region device(String name, int base, int size, Device device) {
        return new Region(name, base, size, false, NO_BYTES, device);
    }

    public String name() {
        return name;
    }

    public int base() {
        return base;
    }

    public int size() {
        return size;
    }

    /** What a memory holds, to be read by whoever may; stores go through the bus while {@link #isWatched}. */
    public byte[] bytes() {
        return bytes;
    }

    public boolean isWritable() {
        return writable;
    }

    /** Whether someone hears of stores. */
    public boolean isWatched() {
        return watcher != null;
    }

    public boolean isMemory() {
        return bytes.length > 0;
    }

    public boolean holds(int address) {
        return Integer.compareUnsigned(address - base, size) < 0;
    }

    /** From now on the watcher hears of every store into this region, as do those who watched it before. */
    public void watch(CodeWatcher another) {
        CodeWatcher one = watcher;
        watcher = one == null
                ? another
                : (offset, count) -> {
                    one.written(offset, count);
                    another.written(offset, count);
                };
    }
}
