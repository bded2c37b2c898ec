package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.target.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a target's flash can be erased, and where its chip keeps its unique id.
 *
 * @param uidAddress of the 12 bytes of the unique id
 * @param sectors in the order of their addresses, together the whole flash
 */
public record FlashMap(long uidAddress, List<Sector> sectors) {
    private static final int KB = 1024;

    public FlashMap {
        sectors = List.copyOf(sectors);
    }

    /** The least that can be erased. */
    public record Sector(int number, long origin, int bytes) {
        public long end() {
            return origin + bytes;
        }
    }

    /**
     * RM0090 and RM0402 3.3, RM0385 3.3.2, RM0410 3.3.2 in single-bank mode, RM0433 4.3, RM0455 4.3, RM0432 3.3 in dual-bank mode; unique ids from their chapters on
     * the device electronic signature.
     *
     * @throws BenchException if the target's family is not known
     */
    public static FlashMap of(Target target) {
        return switch (target.port()) {
            case "stm32f4" -> new FlashMap(0x1FFF7A10L, sectors(target, 16, 16, 16, 16, 64, 128));
            case "stm32f7" -> new FlashMap(0x1FF0F420L, sectors(target, 32, 32, 32, 32, 128, 256));
            case "stm32h7" -> new FlashMap(0x1FF1E800L, sectors(target, 128));
            case "stm32h7a3" -> new FlashMap(0x08FFF800L, sectors(target, 8));
            case "stm32l4" -> new FlashMap(0x1FFF7590L, sectors(target, 4));
            default ->
                throw new BenchException(
                        "no flash map for chip family '%s' of %s: boards of stm32f4, f7, h7, h7a3 and l4"
                                        .formatted(target.port(), target.name())
                                + " can be flashed");
        };
    }

    /** The last size repeats to the end of the flash. */
    private static List<Sector> sectors(Target target, int... kilobytes) {
        List<Sector> sectors = new ArrayList<>();
        long origin = target.flash().origin();
        while (origin < target.flash().end()) {
            int bytes = kilobytes[Math.min(sectors.size(), kilobytes.length - 1)] * KB;
            sectors.add(new Sector(sectors.size(), origin, bytes));
            origin += bytes;
        }
        return sectors;
    }

    /** The same flash with the unique id elsewhere, as QEMU's owner puts it. */
    public FlashMap withUidAt(long address) {
        return new FlashMap(address, sectors);
    }
}
