package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.Family;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.Snippet;
import dev.tinyrig.sim.Stop;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.device.Usart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the same random image in QEMU and in our machine and compares all records, the scratch memory and the faults. */
final class LockStep {
    /** A processor that both know. */
    enum Target {
        CORTEX_M4(Core.CORTEX_M4, FpuKind.FPV4_SP_D16, "mps2-an386", 0x21000000),
        CORTEX_M7(Core.CORTEX_M7, FpuKind.FPV5_D16, "mps2-an500", 0x60000000);

        private final Core core;
        private final FpuKind fpu;
        private final String board;
        private final int records;

        Target(Core core, FpuKind fpu, String board, int records) {
            this.core = core;
            this.fpu = fpu;
            this.board = board;
            this.records = records;
        }

        FpuKind fpu() {
            return fpu;
        }

        int records() {
            return records;
        }

        /** A machine like the board that QEMU has. */
        MachineDescription description() {
            return new MachineDescription(
                    core,
                    fpu,
                    Family.STM32F4,
                    List.of(
                            Memory.flash("code", 0, 0x400000),
                            Memory.ram("ram", 0x20000000, 0x400000),
                            Memory.ram("psram", records, 0x1000000)),
                    Usart.Layout.SR_DR,
                    0x40011000,
                    UnknownMmio.STORED);
        }
    }

    private static final int FIRST_SINGLE = 18;

    private final Target target;
    private final RandomImage image;

    LockStep(Target target, long seed, int cells) {
        this.target = target;
        this.image = new RandomImage(seed, target.fpu, cells, target.records);
    }

    RandomCells cells() {
        return image.cells();
    }

    /** What differed, one line for each record where it began; empty if nothing did. */
    List<String> differences(Path folder) throws InterruptedException {
        byte[] theirs = QemuOracle.run(target.board, image.toBytes(), folder);
        byte[] ours = runHere();
        if (theirs.length != ours.length) {
            return List.of("QEMU wrote " + theirs.length + " bytes and we " + ours.length);
        }
        List<String> differences = compareRecords(words(theirs), words(ours));
        int scratchFrom = 4 * RandomImage.RECORD_WORDS * image.recordCount();
        for (int at = scratchFrom; at < theirs.length && differences.isEmpty(); at++) {
            if (theirs[at] != ours[at]) {
                int address = RandomCells.SCRATCH + at - scratchFrom;
                differences.add(String.format(
                        "memory at 0x%08x: QEMU %02x, we %02x", address, theirs[at] & 0xff, ours[at] & 0xff));
            }
        }
        return differences;
    }

    private static IntBuffer words(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    byte[] runHere() {
        Machine machine = Machine.of(target.description(), one -> {});
        Snippet.translateAfter(machine);
        machine.load(0, image.toBytes());
        machine.reset();
        Stop stop = machine.run(200L * image.recordCount() + 100_000);
        if (!(stop instanceof Stop.Breakpoint)) {
            throw new IllegalStateException("our machine stopped with " + stop + ", last fault " + machine.lastFault());
        }
        int recordBytes = 4 * RandomImage.RECORD_WORDS * image.recordCount();
        byte[] records = machine.dump(target.records, recordBytes);
        byte[] scratch = machine.dump(RandomCells.SCRATCH, RandomCells.SCRATCH_BYTES);
        byte[] faults = machine.dump(RandomImage.VARIABLES + RandomImage.FAULT_COUNT, 4);
        return ByteBuffer.allocate(recordBytes + scratch.length + faults.length)
                .put(records)
                .put(scratch)
                .put(faults)
                .array();
    }

    private List<String> compareRecords(IntBuffer theirs, IntBuffer ours) {
        List<String> differences = new ArrayList<>();
        boolean differedBefore = false;
        for (int record = 0; record < image.recordCount(); record++) {
            StringBuilder line = new StringBuilder();
            for (int word = 0; word < RandomImage.RECORD_WORDS; word++) {
                int at = record * RandomImage.RECORD_WORDS + word;
                if (theirs.get(at) != ours.get(at)) {
                    line.append(String.format(" %s: QEMU %08x, we %08x", name(word), theirs.get(at), ours.get(at)));
                }
            }
            if (line.length() > 0 && !differedBefore) {
                differences.add(image.cells().cells().get(record) + line + before(ours, record));
            }
            differedBefore = line.length() > 0;
        }
        return differences;
    }

    /** The registers of the record before, which the instruction started from unless it was set up otherwise. */
    private static String before(IntBuffer ours, int record) {
        StringBuilder text = new StringBuilder(" [before:");
        for (int word = 0; word < RandomImage.RECORD_WORDS && record > 0; word++) {
            int value = ours.get((record - 1) * RandomImage.RECORD_WORDS + word);
            text.append(' ').append(name(word)).append('=').append(Integer.toHexString(value));
        }
        return text.append("]").toString();
    }

    /** As the handler of {@link RandomImage} writes them: SP, R4 to R11, the exception frame, FPSCR, S0 to S31. */
    private static String name(int word) {
        String[] frame = {"r0", "r1", "r2", "r3", "r12", "lr", "pc", "xpsr", "fpscr"};
        if (word == 0) {
            return "sp";
        }
        if (word < 9) {
            return "r" + (word + 3);
        }
        return word < FIRST_SINGLE ? frame[word - 9] : "s" + (word - FIRST_SINGLE);
    }
}
