package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a target's flash can be erased, and where its chip keeps its unique id and shows its option bytes.
 *
 * @param uidAddress of the 12 bytes of the unique id
 * @param options the register that shows the option bytes; empty where there is none
 * @param sectors in the order of their addresses, together the whole flash
 */
public record FlashMap(long uidAddress, Optional<OptionRegister> options, List<Sector> sectors) {
    private static final int KB = 1024;

    public FlashMap {
        sectors = List.copyOf(sectors);
    }

    /**
     * A register that shows option bytes.
     *
     * @param mask those of its bits that are none of the option bytes' are 0
     */
    public record OptionRegister(long address, int mask) {}

    /** The least that can be erased. */
    public record Sector(int number, long origin, int bytes) {
        public long end() {
            return origin + bytes;
        }
    }

    /**
     * RM0090 and RM0402 3.3, RM0385 3.3.2, RM0410 3.3.2 in single-bank mode, RM0433 4.3, RM0455 4.3, RM0432 3.3 in dual-bank mode; unique ids from their chapters on
     * the device electronic signature. Option bytes: FLASH_OPTCR (lock and start are its bits 0 and 1), FLASH_OPTSR_CUR (busy is
     * bit 0, an error bit 30) and FLASH_OPTR, from the same manuals' chapters on the flash registers.
     *
     * @throws BenchException if the target's family is not known
     */
    public static FlashMap of(Target target) {
        return switch (target.port()) {
            case "stm32f4" ->
                new FlashMap(0x1FFF7A10L, options(0x40023C14L, ~3), sectors(target, 16, 16, 16, 16, 64, 128));
            case "stm32f7" ->
                new FlashMap(0x1FF0F420L, options(0x40023C14L, ~3), sectors(target, 32, 32, 32, 32, 128, 256));
            case "stm32h7" -> new FlashMap(0x1FF1E800L, options(0x5200201CL, ~0x40000001), sectors(target, 128));
            case "stm32h7a3" -> new FlashMap(0x08FFF800L, options(0x5200201CL, ~0x40000001), sectors(target, 8));
            case "stm32l4" -> new FlashMap(0x1FFF7590L, options(0x40022020L, ~0), sectors(target, 4));
            default ->
                throw new BenchException(
                        "no flash map for chip family '%s' of %s: boards of stm32f4, f7, h7, h7a3 and l4"
                                        .formatted(target.port(), target.name())
                                + " can be flashed");
        };
    }

    private static Optional<OptionRegister> options(long address, int mask) {
        return Optional.of(new OptionRegister(address, mask));
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

    /** The same flash in QEMU, whose owner puts the unique id elsewhere, and which has no option bytes. */
    public FlashMap emulated(long uidElsewhere) {
        return new FlashMap(uidElsewhere, Optional.empty(), sectors);
    }
}
