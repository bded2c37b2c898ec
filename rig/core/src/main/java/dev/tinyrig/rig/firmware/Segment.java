package dev.tinyrig.rig.firmware;

import dev.tinyrig.rig.measure.Bytes;

/** Bytes of an image and the address at which a programmer puts them. */
public record Segment(long address, Bytes bytes) {
    /** The first address behind it. */
    public long end() {
        return address + bytes.length();
    }
}
