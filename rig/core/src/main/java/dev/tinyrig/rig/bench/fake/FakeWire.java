package dev.tinyrig.rig.bench.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.bench.fake.FakeDevice.Fault;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.target.Target;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/** The console of a made-up device: answers at once, and where a real one would be silent it lets the patience end at once. */
final class FakeWire implements Wire {
    private static final String NO_CHIP = "0".repeat(24);

    private final FakeDevice device;
    private final Chip chip;
    private final CRC32 heardSum = new CRC32();
    private final CRC32 saidSum = new CRC32();
    private final String image;
    private final Target target;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int rawBytesAwaited;
    private Bytes input = Bytes.of();
    private Optional<Fault> fault = Optional.empty();

    FakeWire(FakeDevice device, Firmware sent, Target target) {
        this(device, sent, target, new Chip(NO_CHIP, target.clocks().coreHz(), 1));
    }

    FakeWire(FakeDevice device, Firmware sent, Target target, Chip chip) {
        this.device = device;
        this.chip = chip;
        this.image = device.image().orElse(sent.buildId());
        this.target = target;
        say("m-timestamp-mode-performance", "m-lap-us-0", "m-init-done", "m-ready");
    }

    /**
     * What the silicon is like.
     *
     * @param clockHz as the firmware believes
     * @param pace how fast its time passes, 1 for a sound crystal
     */
    record Chip(String uid, long clockHz, double pace) {}

    @Override
    public void send(byte[] bytes, Duration patience) {
        for (byte b : bytes) {
            hear(b);
        }
    }

    @Override
    public byte[] receive(Duration patience) throws EOFException {
        if (said.size() == 0 && fault.equals(Optional.of(Fault.VANISH))) {
            throw new EOFException("the fake device was cut off");
        }
        byte[] bytes = said.toByteArray();
        said.reset();
        return bytes;
    }

    @Override
    public void close() {}

    /** Whether the firmware waits for the host, as opposed to having failed. */
    boolean waits() {
        return fault.isEmpty();
    }

    private void hear(byte b) {
        heardSum.update(b);
        if (fault.isPresent()) {
            return;
        }
        if (rawBytesAwaited > 0) {
            heard.write(b);
            rawBytesAwaited--;
            if (rawBytesAwaited == 0) {
                input = Bytes.of(heard.toByteArray());
                heard.reset();
                say("m-load-done", "m-ready");
            }
        } else if (b == '%') {
            String command = heard.toString(US_ASCII);
            heard.reset();
            answer(command);
        } else {
            heard.write(b);
        }
    }

    private void answer(String command) {
        String[] words = command.split(" ", -1);
        try {
            answer(words);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException garbled) {
            say("e-[Garbled command: " + words[0] + "]", "m-ready");
        }
    }

    private void answer(String... words) {
        String name = String.join(" ", Arrays.copyOf(words, Math.min(2, words.length)));
        switch (name) {
            case "timestamp" -> say("m-lap-us-" + (long) (System.nanoTime() / 1000.0 * chip.pace()), "m-ready");
            case "rig image" -> say("m-rig-image-[" + image + "]", "m-ready");
            case "rig target" -> say("m-rig-target-[" + target.name() + "]", "m-ready");
            case "rig uid" -> say("m-rig-uid-[" + chip.uid() + "]", "m-ready");
            case "rig line" -> sums();
            case "rig clock" -> say("m-rig-clock-[" + chip.clockHz() + "]", "m-ready");
            case "rig counter" -> say("m-rig-counter-[dwt]", "m-ready");
            case "rig memory" -> say("m-rig-memory-[" + memory() + "]", "m-ready");
            case "rig load" -> load(Integer.parseInt(words[2]));
            case "rig run" -> run(Integer.parseInt(words[2]));
            default -> say("e-[Unknown command: " + words[0] + "]", "m-ready");
        }
    }

    private void sums() {
        say("m-rig-line-[%d,%d]".formatted(heardSum.getValue(), saidSum.getValue()));
        heardSum.reset();
        saidSum.reset();
        say("m-ready");
    }

    private void load(int bytes) {
        rawBytesAwaited = bytes;
        say("m-rig-load-[" + bytes + "]");
    }

    private void run(int repeats) {
        fault = device.fault().apply(input);
        if (fault.equals(Optional.of(Fault.CRASH))) {
            say("e-[fault HardFault pc=0x08000100 lr=0x08000200 cfsr=0x00008200 bfar=0x60000000]");
        }
        if (fault.isPresent()) {
            return;
        }
        for (int i = 0; i < repeats; i++) {
            say("m-rig-count-[" + device.count().applyAsLong(input) + "]");
        }
        say("m-rig-output-[" + device.network().apply(input).toHex() + "]", "m-ready");
    }

    private String memory() {
        MemoryUse memory = device.memory();
        return "%d,%d,%d,%d,%d"
                .formatted(
                        memory.staticBytes(),
                        memory.arenaBytes(),
                        memory.arenaTouchedBytes(),
                        memory.stackReservedBytes(),
                        memory.stackTouchedBytes());
    }

    private void say(String... lines) {
        for (String line : lines) {
            byte[] bytes = (line + "\r\n").getBytes(US_ASCII);
            said.writeBytes(bytes);
            saidSum.update(bytes);
        }
    }
}
