package dev.tinyrig.rig.bench.board.probe;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Segment;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.process.ToolRun;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** st-flash of the stlink tools as a probe; what was written is read back into a file and compared here. */
public final class StFlashProbe implements Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Tool stFlash;
    private final List<String> options;
    private final Target target;
    private final long uidAddress;

    public StFlashProbe(String board, String program, Optional<String> serial, Target target, long uidAddress) {
        this.stFlash = new Tool(board, program, PATIENCE);
        this.target = target;
        this.uidAddress = uidAddress;
        List<String> words = new ArrayList<>(List.of("--connect-under-reset"));
        serial.ifPresent(number -> words.addAll(List.of("--serial", number)));
        this.options = List.copyOf(words);
    }

    @Override
    public ChipId chip() {
        return new ChipId(HexFormat.of().formatHex(read(uidAddress, 12)));
    }

    @Override
    public int word(long address) {
        return ByteBuffer.wrap(read(address, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    @Override
    public void program(Job job) {
        if (job.chip().isPresent()) {
            stFlash.requireChip(job.chip(), chip());
        }
        job.changes().ifPresent(hex -> mustRun("write the flash", "--format", "ihex", "write", hex.toString()));
        verify(job.elf());
        reset();
    }

    @Override
    public void verify(Path elf) {
        for (Segment segment : Image.read(elf, target).segments()) {
            Bytes seen = Bytes.of(read(segment.address(), segment.bytes().length()));
            if (!seen.equals(segment.bytes())) {
                throw stFlash.differs(new ToolRun(0, "%d bytes at 0x%08x".formatted(seen.length(), segment.address())));
            }
        }
    }

    @Override
    public void reset() {
        mustRun("reset the chip", "reset");
    }

    /** st-flash cannot halt a core. */
    @Override
    public Optional<CoreState> core() {
        return Optional.empty();
    }

    private byte[] read(long address, int bytes) {
        try {
            Path file = Files.createTempFile("tinyrig-", ".bin");
            try {
                mustRun("read memory", "read", file.toString(), "0x%08x".formatted(address), String.valueOf(bytes));
                byte[] seen = Files.readAllBytes(file);
                if (seen.length != bytes) {
                    throw new Trouble(
                            Trouble.Part.PROBE,
                            "%s: st-flash read %d bytes of %d at 0x%08x"
                                    .formatted(stFlash.board(), seen.length, bytes, address));
                }
                return seen;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for st-flash", e);
        }
    }

    private ToolRun mustRun(String what, String... words) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(words));
        return stFlash.mustRun(what, arguments);
    }
}
