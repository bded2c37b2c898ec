package dev.tinyrig.rig.measure;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes: an int8 tensor on its way to or from a device, in C order. */
public final class Bytes {
    private final byte[] values;

    private Bytes(byte[] values) {
        this.values = values;
    }

    /** A copy of {@code values}. */
    public static Bytes of(byte... values) {
        return new Bytes(values.clone());
    }

    /** Two hex digits a byte, either case, no separators. */
    public static Bytes ofHex(String digits) {
        return new Bytes(HexFormat.of().parseHex(digits));
    }

    public int length() {
        return values.length;
    }

    public byte at(int index) {
        return values[index];
    }

    /** A fresh copy. */
    public byte[] toArray() {
        return values.clone();
    }

    public String toHex() {
        return HexFormat.of().formatHex(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(values, bytes.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
