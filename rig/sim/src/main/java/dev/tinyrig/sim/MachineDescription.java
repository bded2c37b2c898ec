package dev.tinyrig.sim;

import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.device.Usart;
import java.util.ArrayList;
import java.util.List;

/**
 * The part that is simulated.
 *
 * @param memories flash and RAM; a program starts at the vector table at the base of the first
 * @param consoleBase the address of the USART that is the console
 * @param dualBankFlash what the option bytes say, where firmware can read it
 */
public record MachineDescription(
        Core core,
        FpuKind fpu,
        Family family,
        List<Memory> memories,
        Usart.Layout consoleLayout,
        int consoleBase,
        UnknownMmio unknownMmio,
        boolean dualBankFlash) {
    public MachineDescription {
        memories = List.copyOf(memories);
        if (memories.isEmpty()) {
            throw new IllegalArgumentException("a machine needs at least one memory");
        }
    }

    /** A part as it leaves the factory. */
    public MachineDescription(
            Core core,
            FpuKind fpu,
            Family family,
            List<Memory> memories,
            Usart.Layout consoleLayout,
            int consoleBase,
            UnknownMmio unknownMmio) {
        this(core, fpu, family, memories, consoleLayout, consoleBase, unknownMmio, true);
    }

    /** The processor, by what it reads as in CPUID. */
    public enum Core {
        CORTEX_M4(0x410fc241),
        CORTEX_M7(0x411fc272);

        final int cpuid;

        Core(int cpuid) {
            this.cpuid = cpuid;
        }
    }

    /** What answers where a peripheral is that is not simulated. */
    public enum UnknownMmio {
        /** Registers that read as they were last written, 0 at first. */
        STORED,
        /** As {@link #STORED}, but one that is read again and again changes: start-up code waits for a bit in it. */
        READY,
        /** Registers that read 0. */
        ZERO,
        FAULT
    }

    /** A memory; an alias is a second address for the same bytes. */
    public record Memory(String name, int base, int size, boolean writable, List<Integer> aliases) {
        public Memory {
            aliases = List.copyOf(aliases);
        }

        public static Memory flash(String name, int base, int size) {
            return new Memory(name, base, size, false, List.of());
        }

        public static Memory ram(String name, int base, int size) {
            return new Memory(name, base, size, true, List.of());
        }

        public Memory alsoAt(int alias) {
            List<Integer> all = new ArrayList<>(aliases);
            all.add(alias);
            return new Memory(name, base, size, writable, all);
        }
    }
}
