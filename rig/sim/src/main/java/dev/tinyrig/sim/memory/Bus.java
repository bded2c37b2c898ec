package dev.tinyrig.sim.memory;

import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** Finds who answers an address; memory is little-endian and may be accessed unaligned, devices may not. */
public final class Bus {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private List<Region> regions = List.of();
    /** The first memory in each 16 MB, for the fast path; a range without one has a region without bytes. */
    private final Region[] memoryByTopByte = new Region[256];

    private boolean trapsUnaligned;

    /** Nothing answers until regions are connected. */
    public Bus() {
        connect(List.of());
    }

    /** Where regions overlap the first in the list answers; a memory must not hold the start of another region. */
    public void connect(List<Region> connected) {
        regions = List.copyOf(connected);
        rejectOverlaps();
        findMemories();
    }

    /** CCR.UNALIGN_TRP: whether words and halfwords at other addresses than multiples of their size are faults. */
    public void trapUnaligned(boolean trap) {
        if (trap != trapsUnaligned) {
            trapsUnaligned = trap;
            findMemories();
        }
    }

    /** Whether they are; then all accesses must go through this bus. */
    public boolean trapsUnaligned() {
        return trapsUnaligned;
    }

    /** While unaligned accesses trap none takes the fast path, which does not look at alignment. */
    private void findMemories() {
        Region none = Region.device("nothing", 0, 1, new Unmapped());
        for (int top = 0; top < memoryByTopByte.length; top++) {
            memoryByTopByte[top] = trapsUnaligned ? none : firstMemoryIn(top, none);
        }
    }

    private void rejectOverlaps() {
        for (Region one : regions) {
            for (Region other : regions) {
                if (one != other && one.isMemory() && one.holds(other.base)) {
                    throw new IllegalArgumentException(String.format(
                            "%s at 0x%08x lies inside %s at 0x%08x", other.name, other.base, one.name, one.base));
                }
            }
        }
    }

    private Region firstMemoryIn(int top, Region none) {
        return regions.stream()
                .filter(region -> region.isMemory() && region.base >>> 24 <= top)
                .filter(region -> (region.base + region.size - 1) >>> 24 >= top)
                .findFirst()
                .orElse(none);
    }

    public int read32(int address) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        if (offset >= 0 && offset <= region.bytes.length - 4) {
            return (int) WORD.get(region.bytes, offset);
        }
        return readSlowly(address, 4);
    }

    /** Zero-extended. */
    public int read16(int address) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        if (offset >= 0 && offset <= region.bytes.length - 2) {
            return (short) HALF.get(region.bytes, offset) & 0xffff;
        }
        return readSlowly(address, 2);
    }

    /** Zero-extended. */
    public int read8(int address) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        if (offset >= 0 && offset < region.bytes.length) {
            return region.bytes[offset] & 0xff;
        }
        return readSlowly(address, 1);
    }

    public void write32(int address, int value) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        if (offset >= 0 && offset <= region.writableSize - 4) {
            WORD.set(region.bytes, offset, value);
            tellWatcher(region, offset, 4);
        } else {
            writeSlowly(address, value, 4);
        }
    }

    public void write16(int address, int value) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        if (offset >= 0 && offset <= region.writableSize - 2) {
            HALF.set(region.bytes, offset, (short) value);
            tellWatcher(region, offset, 2);
        } else {
            writeSlowly(address, value, 2);
        }
    }

    public void write8(int address, int value) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        if (offset >= 0 && offset < region.writableSize) {
            region.bytes[offset] = (byte) value;
            tellWatcher(region, offset, 1);
        } else {
            writeSlowly(address, value, 1);
        }
    }

    /** Whether so many bytes can be read without a device or a fault; false only means that it is not certain. */
    public boolean canRead(int address, int bytes) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        return offset >= 0 && offset <= region.bytes.length - bytes;
    }

    /** The same for stores. */
    public boolean canWrite(int address, int bytes) {
        Region region = memoryByTopByte[address >>> 24];
        int offset = address - region.base;
        return offset >= 0 && offset <= region.writableSize - bytes;
    }

    /** The memories that a program can write, without their aliases. */
    public List<Region> writableMemories() {
        return regions.stream().filter(region -> region.writable).toList();
    }

    /** The memories that a program can only read. */
    public List<Region> readOnlyMemories() {
        return regions.stream()
                .filter(region -> region.isMemory() && !region.writable)
                .toList();
    }

    /** Who answers this address. */
    public Region regionAt(int address) {
        for (Region region : regions) {
            if (region.holds(address)) {
                return region;
            }
        }
        throw new Fault(FaultCause.PRECISERR, address, "nothing is mapped there");
    }

    /** Two bytes of a memory without side effects; the offset is within the region. */
    public static int halfword(Region region, int offset) {
        return (short) HALF.get(region.bytes, offset) & 0xffff;
    }

    /** Fills memory as a programmer does before the program runs: flash too. */
    public void load(int address, byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            Region region = memoryAt(address + at, address);
            region.bytes[address + at - region.base] = bytes[at];
            tellWatcher(region, address + at - region.base, 1);
        }
    }

    /** A copy of memory, without side effects on devices. */
    public byte[] dump(int address, int size) {
        byte[] copy = new byte[size];
        for (int at = 0; at < size; at++) {
            Region region = memoryAt(address + at, address);
            copy[at] = region.bytes[address + at - region.base];
        }
        return copy;
    }

    private static void tellWatcher(Region region, int offset, int bytes) {
        CodeWatcher watcher = region.watcher;
        if (watcher != null) {
            watcher.written(offset, bytes);
        }
    }

    private int readSlowly(int address, int bytes) {
        Region region = regionAt(address);
        trapUnaligned(address, bytes);
        if (region.isMemory()) {
            int value = 0;
            for (int at = 0; at < bytes; at++) {
                Region part = memoryAt(address + at, address);
                value |= (part.bytes[address + at - part.base] & 0xff) << (8 * at);
            }
            return value;
        }
        rejectUnaligned(region, address, bytes);
        return region.device.read(address - region.base, bytes);
    }

    private void writeSlowly(int address, int value, int bytes) {
        Region region = regionAt(address);
        trapUnaligned(address, bytes);
        if (!region.isMemory()) {
            rejectUnaligned(region, address, bytes);
            region.device.write(address - region.base, value, bytes);
            return;
        }
        writableAt(address + bytes - 1, address);
        for (int at = 0; at < bytes; at++) {
            Region part = writableAt(address + at, address);
            part.bytes[address + at - part.base] = (byte) (value >>> (8 * at));
            tellWatcher(part, address + at - part.base, 1);
        }
    }

    /** The memory of one byte of an access that begins at {@code start}. */
    private Region memoryAt(int address, int start) {
        for (Region region : regions) {
            if (region.isMemory() && region.holds(address)) {
                return region;
            }
        }
        throw new Fault(FaultCause.PRECISERR, start, "no memory is mapped there");
    }

    private Region writableAt(int address, int start) {
        Region region = memoryAt(address, start);
        if (!region.writable) {
            throw new Fault(FaultCause.PRECISERR, start, region.name + " cannot be written at run time");
        }
        return region;
    }

    private void trapUnaligned(int address, int bytes) {
        if (trapsUnaligned && (address & (bytes - 1)) != 0) {
            throw new Fault(
                    FaultCause.UNALIGNED,
                    address,
                    String.format("%d-byte access at 0x%08x while CCR.UNALIGN_TRP is set", bytes, address));
        }
    }

    private static void rejectUnaligned(Region region, int address, int bytes) {
        if ((address & (bytes - 1)) != 0) {
            throw new Fault(
                    FaultCause.UNALIGNED,
                    address,
                    String.format("%d-byte access to device %s at 0x%08x", bytes, region.name, address));
        }
    }
}
