package dev.tinyrig.sim;

import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.device.BitBand;
import dev.tinyrig.sim.device.Dwt;
import dev.tinyrig.sim.device.FlashInterface;
import dev.tinyrig.sim.device.ImpatientRegisters;
import dev.tinyrig.sim.device.Interrupter;
import dev.tinyrig.sim.device.Nvic;
import dev.tinyrig.sim.device.StoredRegisters;
import dev.tinyrig.sim.device.SysTick;
import dev.tinyrig.sim.device.SystemControl;
import dev.tinyrig.sim.device.Timer;
import dev.tinyrig.sim.device.Usart;
import dev.tinyrig.sim.device.ZeroRegisters;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Device;
import dev.tinyrig.sim.memory.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The parts of a described machine, wired to each other. */
final class Chip {
    private static final int DEVICE_BYTES = 0x400;
    private static final int BIT_BAND_BYTES = 0x02000000;

    private static final int FIRST_INTERRUPT = 16;

    final Bus bus;
    final Cpu cpu;
    final SysTick sysTick;
    final Usart console;
    private final List<Line> lines = new ArrayList<>();
    /** Those of which firmware has enabled an interrupt. */
    private Line[] armed = {};

    /** Bytes that were sent by serial ports other than the console. */
    final Map<String, Long> sentElsewhere = new TreeMap<>();

    final FlashInterface flashInterface;

    /** A device's way to the processor. */
    private record Line(int exception, Interrupter device) {}

    Chip(MachineDescription description, IntConsumer transmitted, Runnable inputAwaited, Runnable resetRequest) {
        flashInterface = new FlashInterface(description.family().flashAfterReset(description.dualBankFlash()));
        console = new Usart(description.consoleLayout(), transmitted, inputAwaited, this::rearm);
        List<Region> regions = new ArrayList<>();
        description.memories().forEach(memory -> addMemory(regions, memory));
        regions.add(Region.device("console", description.consoleBase(), DEVICE_BYTES, console));
        regions.addAll(description.family().regions());
        addUarts(regions, description);
        regions.add(Region.device(
                "flash interface", description.family().flashInterfaceBase(), DEVICE_BYTES, flashInterface));
        // The devices of the processor need it, and it needs the bus; so they come in a list that grows.
        bus = new Bus();
        cpu = new Cpu(bus, description.fpu());
        sysTick = new SysTick(cpu);
        addProcessorDevices(regions, description, resetRequest);
        if (description.core() == MachineDescription.Core.CORTEX_M4) {
            regions.add(Region.device("SRAM bits", 0x22000000, BIT_BAND_BYTES, new BitBand(bus, 0x20000000)));
            regions.add(Region.device("peripheral bits", 0x42000000, BIT_BAND_BYTES, new BitBand(bus, 0x40000000)));
        }
        if (description.unknownMmio() != UnknownMmio.FAULT) {
            regions.add(Region.device("peripherals", 0x40000000, 0x20000000, unknown(description.unknownMmio())));
            regions.add(
                    Region.device("private peripherals", 0xe0000000, 0x00100000, unknown(description.unknownMmio())));
        }
        bus.connect(regions);
    }

    private static void addMemory(List<Region> regions, Memory memory) {
        Region region = memory.writable()
                ? Region.ram(memory.name(), memory.base(), memory.size())
                : Region.flash(memory.name(), memory.base(), memory.size());
        regions.add(region);
        memory.aliases().forEach(alias -> regions.add(region.alias(memory.name() + " alias", alias)));
    }

    private void addProcessorDevices(List<Region> regions, MachineDescription description, Runnable resetRequest) {
        SystemControl systemControl = new SystemControl(cpu, description.core().cpuid, resetRequest);
        description.family().timers().forEach(place -> addTimer(regions, place, description.family()));
        regions.add(Region.device("DWT", 0xe0001000, 0x1000, new Dwt(cpu::clock)));
        regions.add(Region.device("SysTick", 0xe000e010, 0x10, sysTick));
        regions.add(Region.device("NVIC", 0xe000e100, 0x400, new Nvic(cpu.exceptions)));
        regions.add(Region.device("SCB", 0xe000ed00, 0x300, systemControl));
    }

    private void addTimer(List<Region> regions, Family.TimerPlace place, Family family) {
        Timer timer = new Timer(cpu::clock, place.reload(), () -> family.timerDivider(bus, place.apb()), this::rearm);
        regions.add(Region.device(place.name(), place.base(), DEVICE_BYTES, timer));
        lines.add(new Line(FIRST_INTERRUPT + place.updateInterrupt(), timer));
        if (place.compareInterrupt() != place.updateInterrupt()) {
            lines.add(new Line(FIRST_INTERRUPT + place.compareInterrupt(), timer));
        }
    }

    private static Device unknown(UnknownMmio policy) {
        StoredRegisters stored = new StoredRegisters(Map.of(), List.of());
        return switch (policy) {
            case READY -> new ImpatientRegisters(stored);
            case ZERO -> new ZeroRegisters();
            case STORED, FAULT -> stored;
        };
    }

    /** The serial ports beside the console send to nobody and stay silent. */
    private void addUarts(List<Region> regions, MachineDescription description) {
        for (Family.Uart uart : description.family().uarts()) {
            int exception = FIRST_INTERRUPT + uart.interrupt();
            if (uart.base() == description.consoleBase()) {
                lines.add(new Line(exception, console));
            } else {
                Usart other = new Usart(description.consoleLayout(), one -> heard(uart), () -> {}, this::rearm);
                regions.add(Region.device(uart.name(), uart.base(), DEVICE_BYTES, other));
                lines.add(new Line(exception, other));
            }
        }
    }

    private void heard(Family.Uart uart) {
        sentElsewhere.merge(uart.name(), 1L, Long::sum);
    }

    /** The firmware may have changed what interrupts it. */
    private void rearm() {
        armed = lines.stream().filter(line -> line.device().mayInterrupt()).toArray(Line[]::new);
        cpu.attention();
    }

    /** Pends each interrupt whose line is high while its handler does not run. */
    void updateInterrupts() {
        for (Line line : armed) {
            if (line.device().interrupts() && !cpu.exceptions.state.isActive(line.exception())) {
                cpu.exceptions.pend(line.exception());
            }
        }
    }

    /** The time on the processor's clock when a timer may interrupt next, SysTick included. */
    long nextExpiry() {
        long next = sysTick.nextExpiry();
        for (Line line : armed) {
            next = Math.min(next, line.device().nextExpiry());
        }
        return next;
    }
}
