package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.console.ConsoleAddress;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.power.Power;
import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import dev.tinyrig.rig.bench.board.probe.Probe;
import dev.tinyrig.rig.bench.fake.FakeBoard;
import dev.tinyrig.rig.bench.fake.FakeBoard.Strike;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.firmware.ElfBytes;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Made-up boards, and images for them that behave as their kind says. */
final class Desktop {
    static final Target TARGET = Targets.load().named("stm32f405");
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int BYTES = 256;
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final Path folder;
    private final BoardRecords records;
    private final Map<Path, Firmware> firmwares = new HashMap<>();
    private final Map<Firmware, Kind> kinds = new HashMap<>();

    /** How a firmware behaves on a sound board. */
    enum Kind {
        SOUND,
        HANGING,
        CRASHING,
        WRONG
    }

    Desktop(Path folder, BoardRecords records) {
        this.folder = folder;
        this.records = records;
    }

    BoardRecords records() {
        return records;
    }

    /** An image that differs from all others; its inferences count {@code 1000 + number}. */
    Firmware firmware(Kind kind, int number) {
        Path elf = folder.resolve("%s-%d.elf".formatted(kind, number));
        Firmware firmware = new Firmware(
                elf, "%040x".formatted(firmwares.size() + 1), TARGET.name(), "none", new Footprint(1, 1, 1, 1, 1));
        try {
            Files.write(elf, ElfBytes.of(0x08000000, 0x20001000, 0x08000009, 0xe7fe, firmwares.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        firmwares.put(elf, firmware);
        kinds.put(firmware, kind);
        return firmware;
    }

    private FakeDevice device(Firmware firmware) {
        FakeDevice sound = FakeDevice.computing(input -> input).withCount(input -> count(firmware));
        return switch (kinds.getOrDefault(firmware, Kind.SOUND)) {
            case SOUND -> sound;
            case HANGING -> sound.failing(FakeDevice.Fault.HANG);
            case CRASHING -> sound.failing(FakeDevice.Fault.CRASH);
            case WRONG -> FakeDevice.computing(input -> Bytes.of(new byte[BYTES]));
        };
    }

    static long count(Firmware firmware) {
        return 1000 + Long.parseLong(firmware.buildId().substring(24), 16);
    }

    Workload workload() {
        byte[] input = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            input[i] = (byte) (7 * i + 1);
        }
        Bytes bytes = Bytes.of(input);
        return new Workload(List.of(new Stimulus(bytes, bytes)), 0, 1, PATIENCE);
    }

    Golden golden() {
        return new Golden(firmware(Kind.SOUND, 0), workload());
    }

    /** All firmwares must have been made before. */
    FakeBoard board(int number, Supplier<Optional<Strike>> faults) {
        ChipId chip = new ChipId("%024x".formatted(number + 1));
        return new FakeBoard(new FakeBoard.Setting(TARGET, chip, firmwares, this::device), faults);
    }

    /** The same, but that one firmware behaves otherwise on it. */
    FakeBoard board(int number, Firmware special, FakeDevice behaviour) {
        ChipId chip = new ChipId("%024x".formatted(number + 1));
        return new FakeBoard(
                new FakeBoard.Setting(TARGET, chip, firmwares, each -> each.equals(special) ? behaviour : device(each)),
                Optional::empty);
    }

    BoardBench bench(String id, FakeBoard board, Golden golden) {
        return bench(bay(id, board, board), golden, 1000);
    }

    BoardBench bench(Bay bay, Golden golden, long wearBudget) {
        return new BoardBench(bay, () -> golden, wearBudget);
    }

    Bay bay(String id, FakeBoard board, Power power) {
        return bay(id, board, board, power);
    }

    /** A board with another probe than its own. */
    Bay bay(String id, FakeBoard board, Probe probe, Power power) {
        Board described = new Board(
                id,
                TARGET.name(),
                false,
                Optional.empty(),
                Optional.of(board.chip()),
                Optional.empty(),
                new ConsoleAddress.ByUsbSerial(id),
                Optional.of(new HubPort("1-1", 1)),
                Optional.of(FakeBoard.OPTIONS),
                List.of(new FlashMethod.StFlash()),
                Set.of());
        return new Bay(described, TARGET, FlashMap.of(TARGET), probe, board, power, records, SETTLE);
    }
}
