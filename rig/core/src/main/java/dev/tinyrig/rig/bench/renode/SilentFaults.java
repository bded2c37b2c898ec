package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.Target;
import java.util.Arrays;
import java.util.Optional;

/** Looks into the memories after a run for what Renode lets pass without a word. */
record SilentFaults(RenodeMachine machine, Target target) {
    /** The outcome with the SRAM as the dump shows it, or the crash that silicon would have made of it. */
    Outcome in(Outcome.Measured measured, Firmware firmware, Workload workload) {
        SramDump sram = new SramDump(machine.dump(target.sram()));
        int staging = workload.stimuli().stream()
                .mapToInt(stimulus -> stimulus.input().length())
                .max()
                .orElse(0);
        Optional<String> fault = sram.strayWrite(firmware.footprint(), staging)
                .map(offset -> "wrote 0x%08x, behind all that the linker gave it"
                        .formatted(target.sram().origin() + offset))
                .or(() -> flashWrite(firmware));
        return fault.<Outcome>map(what -> new Outcome.Crashed("fault: the firmware " + what, machine.log()))
                .orElseGet(() -> new Outcome.Measured(with(measured.measurement(), sram)));
    }

    private static Measurement with(Measurement seen, SramDump sram) {
        return new Measurement(
                seen.firmware(),
                seen.target(),
                seen.bench(),
                seen.fidelity(),
                seen.counter(),
                seen.counts(),
                seen.clockHz(),
                seen.cyclesPerCount(),
                sram.corrected(seen.memory()),
                seen.outputs(),
                seen.startedAt(),
                seen.wallTime());
    }

    /** Renode's flash is plain memory. */
    private Optional<String> flashWrite(Firmware firmware) {
        byte[] seen = machine.dump(target.flash());
        byte[] expected = flash(firmware);
        int first = Arrays.mismatch(seen, expected);
        return first < 0
                ? Optional.empty()
                : Optional.of("wrote flash at 0x%08x, which silicon refuses"
                        .formatted(target.flash().origin() + first));
    }

    private byte[] flash(Firmware firmware) {
        MemoryRegion flash = target.flash();
        byte[] content = new byte[Math.toIntExact(flash.bytes())];
        Arrays.fill(content, (byte) 0xff);
        Image.read(firmware.elf(), target).segments().stream()
                .filter(segment -> segment.address() >= flash.origin() && segment.address() < flash.end())
                .forEach(segment -> copy(segment, content, Math.toIntExact(segment.address() - flash.origin())));
        return content;
    }

    private static void copy(Segment segment, byte[] content, int at) {
        System.arraycopy(
                segment.bytes().toArray(), 0, content, at, segment.bytes().length());
    }
}
