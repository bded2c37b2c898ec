package dev.tinyrig.rig.bench.board.probe;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.process.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GDB as a probe, against any server: OpenOCD's, st-util's, a Black Magic Probe's, or QEMU's.
 *
 * <p>A script ends at its first error. It must detach before it quits, since QEMU ends when GDB kills its program.
 */
public final class GdbProbe implements Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANOTHER_CHIP = 3;
    private static final Pattern CHIP = Pattern.compile("tinyrig-chip ([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8})");
    private static final Pattern WORD = Pattern.compile("tinyrig-word ([0-9a-f]{8})");
    private static final Pattern CORE = Pattern.compile("tinyrig-core ([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8})");

    private final Tool gdb;
    private final FlashMethod.Gdb method;
    private final long uidAddress;

    /** @param program GDB for ARM, such as {@code gdb-multiarch} */
    public GdbProbe(String board, String program, FlashMethod.Gdb method, long uidAddress) {
        this.gdb = new Tool(board, program, PATIENCE);
        this.method = method;
        this.uidAddress = uidAddress;
    }

    @Override
    public ChipId chip() {
        return chip(mustRun("read the chip's unique id", printChip() + "detach\n"));
    }

    @Override
    public int word(long address) {
        String what = "read 0x%08x".formatted(address);
        ToolRun run =
                mustRun(what, "printf \"tinyrig-word %%08x\\n\", *(unsigned int *)0x%x\ndetach\n".formatted(address));
        Matcher seen = WORD.matcher(run.output());
        if (!seen.find()) {
            throw gdb.failed(what, run);
        }
        return word(seen, 1);
    }

    @Override
    public void program(Job job) {
        ToolRun run = run(job.chip().map(this::refuseOthers).orElse("")
                + job.changes().map(hex -> "load %s\n".formatted(quoted(hex))).orElse("")
                + "file %s\ncompare-sections\nmonitor %s\ndetach\n".formatted(quoted(job.elf()), method.reset()));
        if (run.exitCode() == ANOTHER_CHIP) {
            gdb.requireChip(job.chip(), chip(run));
        }
        requireSame(run);
        requireEnded("write and verify the flash", run);
    }

    @Override
    public void verify(Path elf) {
        ToolRun run = run("file %s\ncompare-sections\ndetach\n".formatted(quoted(elf)));
        requireSame(run);
        requireEnded("read the flash", run);
    }

    @Override
    public void reset() {
        mustRun("reset the chip", "monitor %s\ndetach\n".formatted(method.reset()));
    }

    @Override
    public Optional<CoreState> core() {
        ToolRun run = mustRun(
                "read the core's registers",
                "printf \"tinyrig-core %08x %08x %08x\\n\", $pc, $lr, *(unsigned int *)0xE000ED28\ndetach\n");
        Matcher seen = CORE.matcher(run.output());
        return seen.find() ? Optional.of(new CoreState(word(seen, 1), word(seen, 2), word(seen, 3))) : Optional.empty();
    }

    private String printChip() {
        return "printf \"tinyrig-chip %%08x %%08x %%08x\\n\", %s, %s, %s\n".formatted(word(0), word(1), word(2));
    }

    private String refuseOthers(ChipId chip) {
        ByteBuffer words =
                ByteBuffer.wrap(HexFormat.of().parseHex(chip.digits())).order(ByteOrder.LITTLE_ENDIAN);
        return "if %s != 0x%08x || %s != 0x%08x || %s != 0x%08x\n%sdetach\nquit %d\nend\n"
                .formatted(
                        word(0),
                        words.getInt(0),
                        word(1),
                        words.getInt(4),
                        word(2),
                        words.getInt(8),
                        printChip(),
                        ANOTHER_CHIP);
    }

    private String word(int index) {
        return "*(unsigned int *)0x%x".formatted(uidAddress + 4L * index);
    }

    private ChipId chip(ToolRun run) {
        Matcher seen = CHIP.matcher(run.output());
        if (!seen.find()) {
            throw gdb.failed("read the chip's unique id", run);
        }
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(word(seen, 1)).putInt(word(seen, 2)).putInt(word(seen, 3));
        return new ChipId(HexFormat.of().formatHex(bytes.array()));
    }

    private static int word(Matcher seen, int group) {
        return Integer.parseUnsignedInt(seen.group(group), 16);
    }

    private void requireSame(ToolRun run) {
        if (run.output().contains("MIS-MATCHED")) {
            throw gdb.differs(run);
        }
    }

    private ToolRun mustRun(String what, String script) {
        ToolRun run = run(script);
        requireEnded(what, run);
        return run;
    }

    private void requireEnded(String what, ToolRun run) {
        if (run.exitCode() != 0 || !run.output().contains("tinyrig-done")) {
            throw gdb.failed("%s over the server %s".formatted(what, method.server()), run);
        }
    }

    private ToolRun run(String script) {
        try {
            Path file = Files.createTempFile("tinyrig-", ".gdb");
            try {
                Files.writeString(
                        file,
                        "set confirm off\nset pagination off\nset tcp connect-timeout 3\nset remotetimeout 5\ntarget remote %s\n%secho tinyrig-done\\n\n"
                                .formatted(method.server(), script));
                return gdb.run(List.of("-nx", "-batch", "-x", file.toString()));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for GDB's script", e);
        }
    }

    /** GDB takes a name with spaces in quotes. */
    private static String quoted(Path file) {
        String name = file.toAbsolutePath().toString();
        if (name.contains("\"") || name.contains("\n")) {
            throw new Trouble(Trouble.Part.PROBE, name + " cannot be named to GDB: rename it");
        }
        return "\"" + name + "\"";
    }
}
