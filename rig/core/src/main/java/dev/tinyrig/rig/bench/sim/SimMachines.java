package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.FlashMap;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.MemoryTiming;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetException;
import dev.tinyrig.sim.Family;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.timing.TimingDescription;
import dev.tinyrig.sim.timing.TimingDescription.Caches;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import dev.tinyrig.sim.timing.TimingDescription.LineFills;
import dev.tinyrig.sim.timing.TimingDescription.Tcm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What the simulator must know of a target. */
public final class SimMachines {
    private static final Map<String, Family> FAMILIES = Map.of(
            "stm32f4", Family.STM32F4,
            "stm32f7", Family.STM32F7,
            "stm32h7", Family.STM32H7,
            "stm32h7a3", Family.STM32H7,
            "stm32l4", Family.STM32L4);

    private static final Map<String, FpuKind> FPUS = Map.of(
            "fpv4-sp-d16", FpuKind.FPV4_SP_D16, "fpv5-sp-d16", FpuKind.FPV5_SP_D16, "fpv5-d16", FpuKind.FPV5_D16);

    private static final int SYSTEM_BYTES = 0x1000;

    private SimMachines() {}

    static boolean knows(Target target) {
        return FAMILIES.containsKey(target.port()) && FPUS.containsKey(target.fpu());
    }

    public static MachineDescription of(Target target) {
        return of(target, (int) target.console().base(), UnknownMmio.STORED);
    }

    static MachineDescription of(Target target, int consoleBase, UnknownMmio unknownMmio) {
        Family family = known(FAMILIES, target.port(), "port");
        return new MachineDescription(
                switch (target.core()) {
                    case CORTEX_M4 -> MachineDescription.Core.CORTEX_M4;
                    case CORTEX_M7 -> MachineDescription.Core.CORTEX_M7;
                },
                known(FPUS, target.fpu(), "fpu"),
                family,
                memories(target),
                family.layout(),
                consoleBase,
                unknownMmio,
                target.memoryTiming().flash().banks() == MemoryTiming.Banks.DUAL);
    }

    /**
     * The registers of the serial port that the user calls so: {@code 3} is USART3 or UART3, else its whole name.
     *
     * @throws TargetException if the target has none of that name
     */
    static int uartBase(Target target, String name) {
        List<Family.Uart> uarts = known(FAMILIES, target.port(), "port").uarts();
        return uarts.stream()
                .filter(uart ->
                        uart.name().equalsIgnoreCase(name) || uart.name().matches("US?ART\\Q" + name + "\\E"))
                .mapToInt(Family.Uart::base)
                .findFirst()
                .orElseThrow(() -> new TargetException("%s has no serial port '%s'; known are %s"
                        .formatted(
                                target.name(),
                                name,
                                uarts.stream().map(Family.Uart::name).toList())));
    }

    /** What the cycle model must know of a target. */
    static TimingDescription timing(Target target) {
        MemoryTiming.Flash flash = target.memoryTiming().flash();
        int readBytes = flash.readBits() / 8;
        return new TimingDescription(
                new FlashLines(readBytes, flash.instructionBytes() / readBytes, flash.dataBytes() / readBytes),
                new Caches(
                        Math.toIntExact(target.caches().instructionBytes()),
                        Math.toIntExact(target.caches().dataBytes())),
                new Tcm(
                        target.memoryTiming().tcm().instructionBytes(),
                        target.memoryTiming().tcm().dataBytes()),
                new LineFills(
                        target.memoryTiming().lineFills().flashCycles(),
                        target.memoryTiming().lineFills().ramCycles()));
    }

    /** A machine that has just been reset with this image in its memory and counts cycles. */
    public static Machine startTimed(MachineDescription description, Target target, Image image, IntConsumer console) {
        Machine machine = Machine.timed(description, timing(target), console);
        machine.translateAfter(Machine.COLD);
        return started(machine, image);
    }

    /** A machine that has just been reset with this image in its memory. */
    public static Machine start(MachineDescription description, Image image, IntConsumer console) {
        return started(Machine.of(description, console), image);
    }

    private static Machine started(Machine machine, Image image) {
        image.segments()
                .forEach(segment ->
                        machine.load((int) segment.address(), segment.bytes().toArray()));
        machine.reset(image.vectorTable());
        return machine;
    }

    private static <T> T known(Map<String, T> map, String key, String what) {
        T value = map.get(key);
        if (value == null) {
            throw BenchException.ofTest(
                    "the simulator knows no %s '%s'; known are %s".formatted(what, key, map.keySet()));
        }
        return value;
    }

    private static List<Memory> memories(Target target) {
        List<Memory> memories = new ArrayList<>();
        Memory flash = Memory.flash("flash", (int) target.flash().origin(), size(target.flash()));
        memories.add(flashAlias(target).map(flash::alsoAt).orElse(flash));
        memories.add(ram(target.sram()));
        memories.add(systemMemory(target));
        target.otherMemories().forEach(region -> memories.add(ram(region)));
        return memories;
    }

    /** Where the flash answers too: at 0 when booted from it, as on F4 and L4; on the ITCM side of an F7. */
    private static Optional<Integer> flashAlias(Target target) {
        return switch (known(FAMILIES, target.port(), "port")) {
            case STM32F4, STM32L4 -> Optional.of(0);
            case STM32F7 -> Optional.of(0x00200000);
            case STM32H7 -> Optional.empty();
        };
    }

    /** Where a chip keeps its unique id; the simulated one is all zeros. */
    private static Memory systemMemory(Target target) {
        long origin = FlashMap.of(target).uidAddress() & -SYSTEM_BYTES;
        return Memory.ram("system memory", (int) origin, SYSTEM_BYTES);
    }

    private static Memory ram(MemoryRegion region) {
        return Memory.ram(region.name(), (int) region.origin(), size(region));
    }

    private static int size(MemoryRegion region) {
        return Math.toIntExact(region.bytes());
    }
}
