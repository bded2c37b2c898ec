package dev.tinyrig.rig.bench.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.FlashMap;
import dev.tinyrig.rig.bench.board.OptionBytes;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.bench.board.console.ConsoleAddress;
import dev.tinyrig.rig.bench.board.console.Consoles;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.power.Power;
import dev.tinyrig.rig.bench.board.probe.CoreState;
import dev.tinyrig.rig.bench.board.probe.Probe;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.rig.target.Target;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A made-up board with probe, console and power, whose flash is real bytes. Each programming begins a run and asks what shall
 * be wrong with it.
 */
public final class FakeBoard implements Probe, Consoles, Power {
    private static final ChipId ANOTHER = new ChipId("f".repeat(24));
    /** Its option bytes, until they are changed. */
    public static final OptionBytes OPTIONS = new OptionBytes(0x0fffaaed);

    /** What both ends are set to that do not agree with the target. */
    private static final int OTHER_BAUD = 9_600;

    /** What real chips say in the bits beside their kind and the size of their flash. */
    private static final int REVISION = 0x10070000;

    private static final int OTHER_HALF = 0x3fff;

    private static final byte ERASED = (byte) 0xFF;

    private final Setting setting;
    private final Supplier<Optional<Strike>> faults;
    private final byte[] flash;
    private Optional<Strike> strike = Optional.empty();
    private Optional<Firmware> booted = Optional.empty();
    private Optional<FakeWire> device = Optional.empty();
    private int openings;
    private int written;
    private int powerCycles;
    private boolean powered = true;
    private OptionBytes options = OPTIONS;
    private int deviceId;
    private int flashKb;
    private double pace = 1;

    /**
     * What the board is.
     *
     * @param firmwares by file, of those that may be written to it
     * @param devices how the board behaves with each
     */
    public record Setting(
            Target target, ChipId chip, Map<Path, Firmware> firmwares, Function<Firmware, FakeDevice> devices) {
        public Setting {
            firmwares = Map.copyOf(firmwares);
        }
    }

    /** One fault, and behind how many bytes of its direction it strikes where it is the line's. */
    public record Strike(BoardFault fault, int at) {}

    public FakeBoard(Setting setting, Supplier<Optional<Strike>> faults) {
        this.setting = setting;
        this.faults = faults;
        this.flash = new byte[Math.toIntExact(setting.target().flash().bytes())];
        Arrays.fill(flash, ERASED);
        this.deviceId = setting.target().deviceId();
        this.flashKb = flash.length / 1024;
    }

    /** Bytes that were written to the flash so far. */
    public synchronized int writtenBytes() {
        return written;
    }

    /** How often its power was taken away. */
    public synchronized int powerCycles() {
        return powerCycles;
    }

    /** Somebody sets its protection or boot mode. */
    public synchronized void changeOptions(OptionBytes other) {
        options = other;
    }

    /** Somebody plugs a board with a chip of another kind, or with less flash. */
    public synchronized void setModel(int otherId, int otherKb) {
        deviceId = otherId;
        flashKb = otherKb;
    }

    /** From its next boot on, its crystal is so much faster than it should be. */
    public synchronized void setPace(double times) {
        pace = times;
    }

    @Override
    public synchronized int word(long address) {
        FlashMap.Model model = FlashMap.of(setting.target()).model().orElseThrow();
        if (address == model.idRegister()) {
            return REVISION | deviceId;
        }
        return address == (model.sizeAddress() & ~3L)
                ? (flashKb << (8 * (model.sizeAddress() & 3))) | OTHER_HALF
                : options.value();
    }

    @Override
    public synchronized ChipId chip() {
        return has(BoardFault.FOREIGN_CHIP) ? ANOTHER : setting.chip();
    }

    @Override
    public synchronized void program(Job job) {
        strike = faults.get();
        openings = 0;
        if (has(BoardFault.DEAD_PROBE)) {
            throw new Trouble(Part.PROBE, "the fake probe is dead");
        }
        if (job.chip().isPresent() && !job.chip().get().equals(chip())) {
            throw new Trouble(Part.CHIP, "another fake chip is behind the probe");
        }
        job.changes().ifPresent(hex -> write(FakeHex.segments(hex)));
        verify(job.elf());
        boot(job.elf());
    }

    private void write(Iterable<Segment> segments) {
        for (Segment segment : segments) {
            byte[] bytes = segment.bytes().toArray();
            int length = has(BoardFault.BROWN_OUT_IN_FLASH) ? bytes.length / 2 : bytes.length;
            System.arraycopy(bytes, 0, flash, offset(segment), length);
            written += length;
            if (length < bytes.length) {
                throw new Trouble(Part.PROBE, "the fake chip lost its supply while it was written");
            }
            if (has(BoardFault.FLASH_NOT_TAKEN)) {
                flash[offset(segment)] ^= 1;
            }
        }
    }

    @Override
    public synchronized void verify(Path elf) {
        if (!holds(elf)) {
            throw new Trouble(Part.FLASH, "the fake flash differs");
        }
    }

    private boolean holds(Path elf) {
        return Image.read(elf, setting.target()).segments().stream().allMatch(segment -> {
            byte[] bytes = segment.bytes().toArray();
            int offset = offset(segment);
            return Arrays.equals(flash, offset, offset + bytes.length, bytes, 0, bytes.length);
        });
    }

    private int offset(Segment segment) {
        return (int) (segment.address() - setting.target().flash().origin());
    }

    private void boot(Path elf) {
        booted = Optional.ofNullable(setting.firmwares().get(elf));
        device = Optional.empty();
        if (has(BoardFault.ROTTEN_FLASH)) {
            flash[offset(Image.read(elf, setting.target()).segments().get(0))] ^= 4;
        }
    }

    @Override
    public synchronized void reset() {
        device = Optional.empty();
    }

    @Override
    public synchronized Optional<CoreState> core() {
        int main = (int) setting.target().flash().origin() + 8;
        boolean waits = device.map(FakeWire::waits).orElse(false);
        return Optional.of(new CoreState(waits ? main : main + 0x100, 0, 0));
    }

    @Override
    public synchronized boolean isThere(ConsoleAddress address) {
        return powered;
    }

    @Override
    public synchronized Wire open(ConsoleAddress address, int baud) throws IOException {
        if (!powered) {
            throw new IOException("the fake console is not there");
        }
        return new BoardWire(baud);
    }

    /** The console as one opening sees it: what boots behind it is decided when the first byte is exchanged. */
    private final class BoardWire implements Wire {
        private final int baud;
        private Optional<Wire> inner = Optional.empty();

        BoardWire(int baud) {
            this.baud = baud;
        }

        @Override
        public void send(byte[] bytes, Duration patience) throws IOException {
            inner().send(bytes, patience);
        }

        @Override
        public byte[] receive(Duration patience) throws IOException {
            return inner().receive(patience);
        }

        private Wire inner() throws IOException {
            Wire wire = inner.isPresent() ? inner.get() : connected(baud);
            inner = Optional.of(wire);
            return wire;
        }

        @Override
        public void close() {}
    }

    private synchronized Wire connected(int baud) throws IOException {
        openings++;
        if (has(BoardFault.REENUMERATION) && openings == 1) {
            throw new EOFException("the fake console enumerates anew");
        }
        if (booted.isEmpty() || has(BoardFault.DEAD_BOOT)) {
            return new SilentWire();
        }
        FakeWire wire = fresh(booted.get());
        device = Optional.of(wire);
        if (has(BoardFault.BAUD_MISMATCH) && baud == OTHER_BAUD) {
            return wire;
        }
        if (has(BoardFault.STALE_OUTPUT)) {
            return new StaleWire(wire, "m-rig-count-[17]\r\nm-ready\r\nm-rig-image-[".getBytes(US_ASCII));
        }
        if (has(BoardFault.BROWN_OUT)) {
            return new RebootingWire(
                    wire, () -> fresh(booted.get()), strike.map(Strike::at).orElse(0));
        }
        return strike.<Wire>map(each -> new FaultyWire(wire, each.fault(), each.at()))
                .orElse(wire);
    }

    private FakeWire fresh(Firmware firmware) {
        FakeDevice behaviour = setting.devices().apply(firmware);
        FakeDevice struck = has(BoardFault.ROTTEN_FLASH) ? behaviour.failing(FakeDevice.Fault.CRASH) : behaviour;
        ChipId uid = has(BoardFault.FOREIGN_CONSOLE) ? ANOTHER : setting.chip();
        long hz = setting.target().clocks().coreHz();
        FakeWire.Chip chip = new FakeWire.Chip(uid.digits(), has(BoardFault.SLOW_CLOCK) ? hz / 10 : hz, pace);
        return new FakeWire(struck, firmware, setting.target(), chip);
    }

    private boolean has(BoardFault wanted) {
        return strike.filter(each -> each.fault() == wanted).isPresent();
    }

    @Override
    public synchronized void off(HubPort port) {
        powered = false;
        powerCycles++;
        device = Optional.empty();
    }

    @Override
    public synchronized void on(HubPort port) {
        powered = true;
    }
}
