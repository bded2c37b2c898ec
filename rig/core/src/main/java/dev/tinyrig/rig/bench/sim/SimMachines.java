package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.sim.Family;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.device.Usart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the simulator must know of a target. */
final class SimMachines {
    private static final Map<String, Family> FAMILIES =
            Map.of("stm32f4", Family.STM32F4, "stm32f7", Family.STM32F7, "stm32h7", Family.STM32H7);

    private static final Map<String, FpuKind> FPUS = Map.of(
            "fpv4-sp-d16", FpuKind.FPV4_SP_D16, "fpv5-sp-d16", FpuKind.FPV5_SP_D16, "fpv5-d16", FpuKind.FPV5_D16);

    private SimMachines() {}

    static boolean knows(Target target) {
        return FAMILIES.containsKey(target.port()) && FPUS.containsKey(target.fpu());
    }

    static MachineDescription of(Target target) {
        Family family = known(FAMILIES, target.port(), "port");
        return new MachineDescription(
                switch (target.core()) {
                    case CORTEX_M4 -> MachineDescription.Core.CORTEX_M4;
                    case CORTEX_M7 -> MachineDescription.Core.CORTEX_M7;
                },
                known(FPUS, target.fpu(), "fpu"),
                family,
                memories(target),
                family == Family.STM32F4 ? Usart.Layout.SR_DR : Usart.Layout.ISR_RDR_TDR,
                (int) target.console().base(),
                UnknownMmio.STORED);
    }

    private static <T> T known(Map<String, T> map, String key, String what) {
        T value = map.get(key);
        if (value == null) {
            throw new BenchException("the simulator knows no %s '%s'; known are %s".formatted(what, key, map.keySet()));
        }
        return value;
    }

    private static List<Memory> memories(Target target) {
        List<Memory> memories = new ArrayList<>();
        memories.add(Memory.flash("flash", (int) target.flash().origin(), size(target.flash())));
        memories.add(ram(target.sram()));
        target.otherMemories().forEach(region -> memories.add(ram(region)));
        return memories;
    }

    private static Memory ram(MemoryRegion region) {
        return Memory.ram(region.name(), (int) region.origin(), size(region));
    }

    private static int size(MemoryRegion region) {
        return Math.toIntExact(region.bytes());
    }
}
