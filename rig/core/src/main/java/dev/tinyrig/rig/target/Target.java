package dev.tinyrig.rig.target;

import java.util.List;
import java.util.Optional;

/**
 * A microcontroller as we clock it, read from its YAML description.
 *
 * @param name how the user names it, such as {@code stm32f405}
 * @param core the processor core
 * @param fpu the value of {@code -mfpu=}
 * @param port which clock and console code of the firmware harness starts it, such as {@code stm32f4}
 * @param deviceId what the chip's debug MCU says that it is: the lower 12 bits of DBGMCU_IDCODE
 * @param clocks the frequencies that code sets up
 * @param flash where the image lies
 * @param sram the main RAM: stack, static data and arena
 * @param otherMemories further regions: ITCM and DTCM, which an image may use, and CCM and others, which none does yet
 * @param caches what lies between core and flash
 * @param memoryTiming what the cycle model must know of the memories
 * @param console the UART of the console protocol
 * @param cyclesPerInstruction fitted ratio by which a bench that only counts instructions estimates cycles
 */
public record Target(
        String name,
        String description,
        Core core,
        String fpu,
        String port,
        int deviceId,
        Clocks clocks,
        MemoryRegion flash,
        MemoryRegion sram,
        List<MemoryRegion> otherMemories,
        Caches caches,
        MemoryTiming memoryTiming,
        Console console,
        double cyclesPerInstruction) {

    public Target {
        if (!name.matches("[a-z][a-z0-9]*")) {
            throw new IllegalArgumentException("target name '" + name + "' is not lower-case letters and digits");
        }
        if (deviceId <= 0 || deviceId > 0xFFF) {
            throw new IllegalArgumentException("target %s: deviceId %d has not 12 bits".formatted(name, deviceId));
        }
        if (cyclesPerInstruction <= 0) {
            throw new IllegalArgumentException(
                    "target %s: cyclesPerInstruction %s is not positive".formatted(name, cyclesPerInstruction));
        }
        otherMemories = List.copyOf(otherMemories);
    }

    /**
     * Frequencies in Hz and what they demand of the flash.
     *
     * @param coreHz the core clock, HCLK on the M4 parts
     * @param hseHz the crystal of the reference board, or the internal oscillator where that has none, from which the
     *     PLL makes the core clock
     * @param flashWaitStates wait states of flash at {@code coreHz}
     */
    public record Clocks(long coreHz, long hseHz, int flashWaitStates) {
        public Clocks {
            if (coreHz <= 0 || hseHz <= 0 || flashWaitStates < 0) {
                throw new IllegalArgumentException("clocks must be positive and wait states not negative");
            }
        }
    }

    /** One of the other memories by its name. */
    public Optional<MemoryRegion> memory(String wanted) {
        return otherMemories.stream()
                .filter(region -> region.name().equals(wanted))
                .findFirst();
    }

    /** This target with option bytes that make its flash a single bank, which may widen its reads. */
    public Target inSingleBank() {
        MemoryTiming single =
                new MemoryTiming(memoryTiming.flash().inSingleBank(), memoryTiming.tcm(), memoryTiming.lineFills());
        return new Target(
                name,
                description,
                core,
                fpu,
                port,
                deviceId,
                clocks,
                flash,
                sram,
                otherMemories,
                caches,
                single,
                console,
                cyclesPerInstruction);
    }

    /** Sizes in bytes, 0 where absent; {@code art} tells whether ST's flash accelerator serves the core. */
    public record Caches(long instructionBytes, long dataBytes, boolean art) {
        public Caches {
            if (instructionBytes < 0 || dataBytes < 0) {
                throw new IllegalArgumentException("cache sizes must not be negative");
            }
        }
    }

    /**
     * The UART that carries the console protocol.
     *
     * @param interrupt its number in the NVIC
     * @param clockHz its kernel clock
     */
    public record Console(String uart, long base, int interrupt, int baud, long clockHz, Pin tx, Pin rx) {
        public Console {
            if (baud <= 0 || clockHz < 16L * baud) {
                throw new IllegalArgumentException(
                        "console %s cannot make %d baud from a clock of %d Hz".formatted(uart, baud, clockHz));
            }
        }
    }

    /** A GPIO pin and the alternate function that connects it to the UART. */
    public record Pin(String port, int number, int alternateFunction) {
        public Pin {
            if (!port.matches("[A-K]")
                    || number < 0
                    || number > 15
                    || alternateFunction < 0
                    || alternateFunction > 15) {
                throw new IllegalArgumentException(
                        "no pin P%s%d with alternate function %d: ports are A to K, the rest 0 to 15"
                                .formatted(port, number, alternateFunction));
            }
        }
    }
}
