package dev.tinyrig.rig.firmware;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The functions of an image, by address. */
public final class Symbols {
    /** An image without names. */
    public static final Symbols NONE = new Symbols(List.of());

    private final NavigableMap<Long, Function> byAddress = new TreeMap<>();

    /** A function from {@code address}, without the Thumb bit; a size of 0 means that it was not told. */
    public record Function(String name, long address, long bytes) {}

    public Symbols(List<Function> functions) {
        functions.forEach(function -> byAddress.merge(function.address(), function, Symbols::better));
    }

    /** Aliases of one function: the one that says its size, else the first. */
    private static Function better(Function one, Function other) {
        return one.bytes() == 0 ? other : one;
    }

    /** The function that this address is in, such as {@code main+0x12}. */
    public Optional<String> at(int address) {
        long place = Integer.toUnsignedLong(address & ~1);
        Map.Entry<Long, Function> entry = byAddress.floorEntry(place);
        if (entry == null
                || (entry.getValue().bytes() > 0
                        && place >= entry.getKey() + entry.getValue().bytes())) {
            return Optional.empty();
        }
        return Optional.of("%s+0x%x".formatted(entry.getValue().name(), place - entry.getKey()));
    }
}
