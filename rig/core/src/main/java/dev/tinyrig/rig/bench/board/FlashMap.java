package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a target's flash can be erased, and where its chip says what it is and shows its option bytes.
 *
 * @param uidAddress of the 12 bytes of the unique id
 * @param model where it says what it is; empty where it does not
 * @param options the register that shows the option bytes; empty where there is none
 * @param sectors in the order of their addresses, together the whole flash
 */
public record FlashMap(long uidAddress, Optional<Model> model, Optional<OptionRegister> options, List<Sector> sectors) {
    private static final int KB = 1024;
    private static final long IDCODE = 0xE0042000L;
    private static final long H7_IDC = 0x5C001000;
    private static final long F4_OPTCR = 0x40023C14;
    private static final long H7_OPTSR_CUR = 0x5200201C;
    private static final long L4_OPTR = 0x40022020;
    private static final int H7_NO_OPTION = 0x40000001;

    public FlashMap {
        sectors = List.copyOf(sectors);
    }

    /**
     * Where a chip says what it is, by the manuals' chapters on the debug MCU and the device electronic signature.
     *
     * @param idRegister DBGMCU_IDCODE, whose lower 12 bits are the target's {@code deviceId}
     * @param sizeAddress of the 16 bits that tell the size of the flash in KB
     */
    public record Model(long idRegister, long sizeAddress) {}

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
     * By the port of the target: stm32f4 after RM0090 and RM0402 3.3, stm32f7 after RM0385 3.3.2 and RM0410 3.3.2 in single-bank
     * mode, stm32h7 after RM0433 4.3, stm32h7a3 after RM0455 4.3, stm32l4 after RM0432 3.3 in dual-bank mode. Option bytes:
     * FLASH_OPTCR (lock and start are its bits 0 and 1), FLASH_OPTSR_CUR (busy is bit 0, an error bit 30) and FLASH_OPTR, from the
     * same manuals' chapters on the flash registers. Addresses and bits were compared with ST's CMSIS device headers.
     *
     * @throws BenchException if the target's family is not known
     */
    public static FlashMap of(Target target) {
        return switch (target.port()) {
            case "stm32f4" ->
                new FlashMap(
                        0x1FFF7A10,
                        model(IDCODE, 0x1FFF7A22),
                        options(F4_OPTCR, ~3),
                        sectors(target, 16, 16, 16, 16, 64, 128));
            case "stm32f7" ->
                new FlashMap(
                        0x1FF0F420,
                        model(IDCODE, 0x1FF0F442),
                        options(F4_OPTCR, ~3),
                        sectors(target, 32, 32, 32, 32, 128, 256));
            case "stm32h7" ->
                new FlashMap(
                        0x1FF1E800,
                        model(H7_IDC, 0x1FF1E880),
                        options(H7_OPTSR_CUR, ~H7_NO_OPTION),
                        sectors(target, 128));
            case "stm32h7a3" ->
                new FlashMap(
                        0x08FFF800,
                        model(H7_IDC, 0x08FFF80C),
                        options(H7_OPTSR_CUR, ~H7_NO_OPTION),
                        sectors(target, 8));
            case "stm32l4" ->
                new FlashMap(0x1FFF7590, model(IDCODE, 0x1FFF75E0), options(L4_OPTR, ~0), sectors(target, 4));
            default ->
                throw new BenchException(
                        "no flash map for chip family '%s' of %s: boards of stm32f4, f7, h7, h7a3 and l4"
                                        .formatted(target.port(), target.name())
                                + " can be flashed");
        };
    }

    private static Optional<Model> model(long idRegister, long sizeAddress) {
        return Optional.of(new Model(idRegister, sizeAddress));
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

    /** The same flash in QEMU, whose owner puts the unique id elsewhere, and which has neither option bytes nor a model. */
    public FlashMap emulated(long uidElsewhere) {
        return new FlashMap(uidElsewhere, Optional.empty(), Optional.empty(), sectors);
    }
}
