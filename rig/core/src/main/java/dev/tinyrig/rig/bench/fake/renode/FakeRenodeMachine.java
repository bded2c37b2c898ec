package dev.tinyrig.rig.bench.fake.renode;

import dev.tinyrig.rig.bench.sim.SimMachines;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A machine of the simulator that, like Renode, does not mind a write to where nothing is. */
final class FakeRenodeMachine {
    private static final int NOWHERE = 0xf0000000;
    private static final int NOWHERE_BYTES = 0x1000;
    private static final int SLICE_INSTRUCTIONS = 200_000;

    private final Machine machine;
    private boolean running;
    private volatile boolean halted;
    private volatile String state = "InReset";

    private FakeRenodeMachine(Machine machine) {
        this.machine = machine;
        Thread thread = new Thread(this::runForEver);
        thread.setDaemon(true);
        thread.start();
    }

    static FakeRenodeMachine of(Target target, Path elf, Map<String, Byte> fills, FakeRenodeUart uart) {
        Machine machine = Machine.of(description(target), uart::say);
        regions(target).forEach(region -> machine.load((int) region.origin(), FakeRenodeMonitor.filled(region, fills)));
        Image image = Image.read(elf, target);
        image.segments()
                .forEach(segment ->
                        machine.load((int) segment.address(), segment.bytes().toArray()));
        machine.reset(image.vectorTable());
        FakeRenodeMachine fake = new FakeRenodeMachine(machine);
        uart.connect(fake::send);
        return fake;
    }

    private static Stream<MemoryRegion> regions(Target target) {
        return Stream.concat(Stream.of(target.flash(), target.sram()), target.otherMemories().stream());
    }

    private static MachineDescription description(Target target) {
        MachineDescription chip = SimMachines.of(target);
        List<Memory> memories = new ArrayList<>(chip.memories());
        memories.add(Memory.ram("nowhere", NOWHERE, NOWHERE_BYTES));
        return new MachineDescription(
                chip.core(),
                chip.fpu(),
                chip.family(),
                memories,
                chip.consoleLayout(),
                chip.consoleBase(),
                chip.unknownMmio());
    }

    synchronized void start() {
        running = true;
        state = "Running";
    }

    synchronized void pause() {
        running = false;
    }

    boolean isHalted() {
        return halted;
    }

    String state() {
        return state;
    }

    synchronized long strayWrites() {
        for (byte each : machine.dump(NOWHERE, NOWHERE_BYTES)) {
            if (each != 0) {
                return 1;
            }
        }
        return 0;
    }

    synchronized byte[] dump(MemoryRegion region) {
        return machine.dump((int) region.origin(), (int) region.bytes());
    }

    private synchronized void send(byte[] bytes) {
        machine.send(bytes);
    }

    private void runForEver() {
        while (true) {
            if (!slice()) {
                LockSupport.parkNanos(500_000);
            }
        }
    }

    /** Whether there is more to do at once. */
    private synchronized boolean slice() {
        if (!running) {
            return false;
        }
        Stop stop = machine.run(SLICE_INSTRUCTIONS);
        if (stop instanceof Stop.ResetRequested) {
            running = false;
            halted = true;
            System.out.println("00:00:01.0000 [ERROR] cpu: PC does not lay in memory or PC and SP are equal to zero. "
                    + "CPU was halted.");
        } else if (stop instanceof Stop.LockedUp) {
            running = false;
            state = "Aborted";
            System.out.println(
                    "00:00:01.0000 [ERROR] cpu: CPU abort [PC=0x%08X]: Trying to execute code outside RAM or ROM"
                            .formatted(machine.cpu().pc));
        }
        return stop instanceof Stop.Limit;
    }
}
