package dev.tinyrig.rig.target;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A target as Renode 1.16.1 emulates it: the platform ({@code .repl}) with the chip's exact memory sizes, and a script
 * ({@code .resc}) that starts an image with its console on a socket.
 */
public final class RenodePlatform {
    private static final int MIPS = 100;

    /** What an emulation is told before it gets a machine; with these, counts are the same on every host. */
    public static final List<String> SETTINGS = List.of(
            "emulation SetSeed 42",
            "emulation SetGlobalQuantum \"0.001\"",
            "emulation SetGlobalAdvanceImmediately true");

    private RenodePlatform() {}

    /** Whether there is a platform for the target. */
    public static boolean knows(Target target) {
        return families(target).findAny().isPresent();
    }

    /** How the platform calls the console's UART. */
    public static String uartName(Target target) {
        return target.console().uart().toLowerCase(Locale.ROOT);
    }

    /** The whole text of {@code <name>.repl}. */
    public static String platform(Target target) {
        return PLATFORM.formatted(
                target.name(),
                memories(target),
                target.clocks().coreHz(),
                target.core() == Core.CORTEX_M4 ? "cortex-m4f" : "cortex-m7",
                MIPS,
                MIPS * 1_000_000,
                uart(target),
                family(target).registers());
    }

    /** The whole text of {@code <name>.resc}. */
    public static String script(Target target) {
        return SCRIPT.formatted(target.name(), target.description(), String.join("\n", SETTINGS), uartName(target));
    }

    private static String memories(Target target) {
        return Stream.concat(Stream.of(target.flash(), target.sram()), target.otherMemories().stream())
                .map(memory -> "%s: Memory.MappedMemory @ sysbus 0x%08x { size: 0x%x }"
                        .formatted(memory.name(), memory.origin(), memory.bytes()))
                .collect(Collectors.joining("\n"));
    }

    private static String uart(Target target) {
        Target.Console console = target.console();
        String name = uartName(target);
        return switch (family(target)) {
            case STM32F4 ->
                "%s: UART.STM32_UART @ sysbus <0x%08x, +0x100> { IRQ -> nvic@%d }"
                        .formatted(name, console.base(), console.interrupt());
            case STM32F7, STM32H7, STM32H7A3 ->
                "%s: UART.STM32F7_USART @ sysbus 0x%08x { frequency: %d; IRQ -> nvic@%d }"
                        .formatted(name, console.base(), console.clockHz(), console.interrupt());
            case STM32L4 ->
                "%s: UART.STM32F7_USART @ sysbus 0x%08x { frequency: %d; lowPowerMode: true; IRQ -> nvic@%d }"
                        .formatted(name, console.base(), console.clockHz(), console.interrupt());
        };
    }

    private static Family family(Target target) {
        return families(target)
                .findFirst()
                .orElseThrow(() -> new TargetException(
                        "target %s: no Renode platform is known for port %s".formatted(target.name(), target.port())));
    }

    private static Stream<Family> families(Target target) {
        return Stream.of(Family.values())
                .filter(family -> family.name().toLowerCase(Locale.ROOT).equals(target.port()));
    }

    /** Where GPIO, RCC and flash registers lie. */
    private enum Family {
        STM32F4("0x40020000 { size: 0x4000 }"),
        STM32F7("0x40020000 { size: 0x4000 }"),
        STM32H7("0x58020000 { size: 0x8000 }"),
        STM32H7A3("0x58020000 { size: 0x8000 }"),
        STM32L4("0x40021000 { size: 0x2000 }\ngpio: Memory.ArrayMemory @ sysbus 0x48000000 { size: 0x2000 }");

        private final String registers;

        Family(String registers) {
            this.registers = registers;
        }

        String registers() {
            return registers;
        }
    }

    private static final String PLATFORM =
            """
            // Generated from the description of %1$s, %1$s.yaml; edit that instead. For Renode 1.16.1.
            %2$s

            nvic: IRQControllers.NVIC @ sysbus 0xe000e000 { priorityMask: 0xf0; systickFrequency: %3$d; IRQ -> cpu@0 }

            // At %5$d MIPS and a DWT of %5$d MHz, CYCCNT counts instructions exactly.
            cpu: CPU.CortexM @ sysbus { cpuType: "%4$s"; PerformanceInMips: %5$d; nvic: nvic }
            dwt: Miscellaneous.DWT @ sysbus 0xe0001000 { frequency: %6$d }

            %7$s

            // GPIO, RCC and flash registers as plain memory: RCC_CR reads 0, so the firmware skips the clock tree.
            registers: Memory.ArrayMemory @ sysbus %8$s
            """;

    private static final String SCRIPT =
            """
            :name: %1$s
            :description: %2$s
            # Generated from the description of %1$s, %1$s.yaml; edit that instead. For Renode 1.16.1.
            # renode --disable-gui --plain --console -e '$elf=@firmware.elf; include @renode-scripts/%1$s.resc'
            $elf?=@firmware.elf
            $port?=3456

            %3$s

            mach create "%1$s"
            machine LoadPlatformDescription $ORIGIN/%1$s.repl
            emulation CreateServerSocketTerminal $port "console" false
            connector Connect sysbus.%4$s console

            # A reset forgets the vector table; the firmware's own, by SYSRESETREQ, runs this too.
            macro reset
            \"""
                sysbus LoadELF $elf
            \"""
            runMacro $reset
            start
            """;
}
