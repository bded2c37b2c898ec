package dev.tinyrig.rig.bench.board.probe;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.process.ToolRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenOCD as a probe: one process for each call. */
public final class OpenOcdProbe implements Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern REGISTER = Pattern.compile("(pc|lr) \\(/32\\): 0x([0-9a-f]+)");
    private static final long CFSR = 0xE000ED28L;

    private final Tool openOcd;
    private final List<String> setUp;
    private final long uidAddress;

    public OpenOcdProbe(
            String board, String program, FlashMethod.OpenOcd method, Optional<String> serial, long uidAddress) {
        this.openOcd = new Tool(board, program, PATIENCE);
        this.uidAddress = uidAddress;
        List<String> words = new ArrayList<>();
        method.config().forEach(file -> words.addAll(List.of("-f", file)));
        serial.ifPresent(number -> words.addAll(List.of("-c", "adapter serial " + number)));
        words.addAll(List.of("-c", "init", "-c", "reset halt"));
        this.setUp = List.copyOf(words);
    }

    @Override
    public ChipId chip() {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        ToolRun run = mustRun("read the chip's unique id", "mdw 0x%x 3".formatted(uidAddress), "reset run");
        words(run, uidAddress, 3).forEach(word -> bytes.putInt(word));
        return new ChipId(HexFormat.of().formatHex(bytes.array()));
    }

    @Override
    public int word(long address) {
        ToolRun run = mustRun("read 0x%08x".formatted(address), "mdw 0x%x 1".formatted(address), "reset run");
        return words(run, address, 1).get(0);
    }

    @Override
    public void program(Job job) {
        if (job.chip().isPresent()) {
            openOcd.requireChip(job.chip(), chip());
        }
        job.changes().ifPresent(hex -> mustRun("write the flash", "flash write_image erase " + braced(hex)));
        verify(job.elf());
    }

    /** Halts, compares, and lets the chip run. */
    @Override
    public void verify(Path elf) {
        ToolRun run = run("verify_image " + braced(elf), "reset run");
        if (run.output().contains("diff ") || run.output().contains("contents differ")) {
            throw openOcd.differs(run);
        }
        if (run.exitCode() != 0) {
            throw openOcd.failed("verify the flash", run);
        }
    }

    @Override
    public void reset() {
        mustRun("reset the chip", "reset run");
    }

    /** Without the reset that every other call begins with. */
    @Override
    public Optional<CoreState> core() {
        List<String> words = new ArrayList<>(setUp.subList(0, setUp.size() - 2));
        words.addAll(List.of("-c", "halt", "-c", "reg pc", "-c", "reg lr", "-c", "mdw 0x%x 1".formatted(CFSR)));
        words.addAll(List.of("-c", "resume", "-c", "shutdown"));
        ToolRun run = openOcd.mustRun("read the core's registers", words);
        return Optional.of(new CoreState(
                register(run, "pc"), register(run, "lr"), words(run, CFSR, 1).get(0)));
    }

    private int register(ToolRun run, String name) {
        Matcher seen = REGISTER.matcher(run.output());
        while (seen.find()) {
            if (seen.group(1).equals(name)) {
                return Integer.parseUnsignedInt(seen.group(2), 16);
            }
        }
        throw openOcd.failed("read " + name, run);
    }

    /** The words of a line such as {@code 0x1fff7a10: 00340025 31365117 34353237}. */
    private List<Integer> words(ToolRun run, long address, int count) {
        String line = run.output()
                .lines()
                .map(each -> each.toLowerCase(Locale.ROOT).strip())
                .filter(each -> each.matches("0x%08x:( [0-9a-f]{8}){%d}".formatted(address, count)))
                .findFirst()
                .orElseThrow(() -> openOcd.failed("read memory at 0x%08x".formatted(address), run));
        return List.of(line.substring(line.indexOf(' ') + 1).split(" ")).stream()
                .map(word -> Integer.parseUnsignedInt(word, 16))
                .toList();
    }

    private ToolRun mustRun(String what, String... commands) {
        ToolRun run = run(commands);
        if (run.exitCode() != 0) {
            throw openOcd.failed(what, run);
        }
        return run;
    }

    private ToolRun run(String... commands) {
        List<String> words = new ArrayList<>(setUp);
        for (String command : commands) {
            words.addAll(List.of("-c", command));
        }
        words.addAll(List.of("-c", "shutdown"));
        return openOcd.run(words);
    }

    /** Tcl takes braced text as it is. */
    private static String braced(Path file) {
        return "{" + file.toAbsolutePath() + "}";
    }
}
