package dev.tinyrig.rig.lab.virtual;

import dev.tinyrig.rig.bench.board.EmulatorEnds;
import dev.tinyrig.rig.bench.qemu.QemuEnd;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One board that QEMU plays. Its power follows the file {@code off} in its folder; each time it is switched on it gets another
 * pseudo-terminal, as a USB console gets another number.
 */
public final class VirtualBoard implements AutoCloseable {
    /** In SRAM that the emulated board has behind the chip's: see firmware-harness/port_chip.c. */
    private static final String UID_ADDRESS = "0x2002fff4";

    private static final Pattern TERMINAL = Pattern.compile("char device redirected to (/dev/pts/\\d+)");
    private static final long POLL_NANOS = 30_000_000;
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);

    private final int number;
    private final Path folder;
    private final String qemu;
    private final byte[] uid = new byte[12];
    private final Thread watch;
    private volatile Optional<GuardedProcess> running = Optional.empty();
    private volatile String lastWords = "";
    private volatile boolean closed;

    VirtualBoard(Path folder, int number, String qemu) {
        this.number = number;
        this.folder = folder.resolve(id());
        this.qemu = qemu;
        ByteBuffer.wrap(uid).put(new byte[] {'V', 'I', 'R', 'T'}).putLong(new SecureRandom().nextLong());
        this.watch = new Thread(this::follow, id());
        watch.setDaemon(true);
    }

    public String id() {
        return "virtual-" + number;
    }

    /** Where its console is, however often it changes. */
    public Path console() {
        return folder.resolve("console");
    }

    /** Its process, if it has power; for tests that kill it. */
    public Optional<GuardedProcess> process() {
        return running;
    }

    /** Its entry in a lab's file. */
    String description() {
        return """
                - id: %s
                  target: stm32f405
                  simulated: true
                  ends: %s
                  uid: %s
                  console: {path: %s}
                  hub: {location: virtual, port: %d}
                  flash: {method: gdb, server: %s, reset: system_reset}
                  tags: [virtual]
                """
                .formatted(
                        id(),
                        quoted(ends().file()),
                        HexFormat.of().formatHex(uid),
                        quoted(console()),
                        number + 1,
                        quoted(gdbSocket()));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private EmulatorEnds ends() {
        return new EmulatorEnds(folder.resolve("ends"));
    }

    private Path gdbSocket() {
        return folder.resolve("gdb");
    }

    void start() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("off"));
            Files.deleteIfExists(console());
            Files.write(folder.resolve("uid"), uid);
        } catch (IOException e) {
            throw new LabException("%s cannot be made in %s: %s".formatted(id(), folder, e), e);
        }
        watch.start();
    }

    void awaitConsole(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Files.exists(console())) {
            if (System.nanoTime() > deadline || closed) {
                throw new LabException(
                        "%s did not start within %d s: %s".formatted(id(), patience.toSeconds(), lastWords));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void follow() {
        while (!closed) {
            boolean on = !Files.exists(folder.resolve("off"));
            Optional<GuardedProcess> process = running;
            boolean alive = process.isPresent() && !process.get().onExit().isDone();
            if (on && !alive) {
                process.ifPresent(this::noteEnd);
                switchOff();
                switchOn();
            } else if (!on && alive) {
                switchOff();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        switchOff();
    }

    private void noteEnd(GuardedProcess ended) {
        try {
            int code = ended.exitCode(START_PATIENCE).orElse(0);
            ends().note(System.nanoTime(), new QemuEnd(code, ended.lastOutput()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void switchOn() {
        GuardedProcess process = GuardedProcess.start(command());
        running = Optional.of(process);
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        Matcher terminal = TERMINAL.matcher(process.lastOutput());
        while (!terminal.find() && !process.onExit().isDone() && System.nanoTime() < deadline && !closed) {
            LockSupport.parkNanos(POLL_NANOS);
            terminal = TERMINAL.matcher(process.lastOutput());
        }
        lastWords = process.lastOutput();
        terminal.reset();
        if (terminal.find()) {
            link(Path.of(terminal.group(1)));
        }
    }

    /** QEMU starts without an image and waits for GDB to load one: it would lock up on empty flash. */
    private List<String> command() {
        return List.of(
                qemu,
                "-S",
                "-machine",
                "netduinoplus2",
                "-icount",
                "shift=0",
                "-nodefaults",
                "-display",
                "none",
                "-device",
                "loader,file=%s,addr=%s,force-raw=on".formatted(doubled(folder.resolve("uid")), UID_ADDRESS),
                "-chardev",
                "pty,id=console",
                "-serial",
                "chardev:console",
                "-gdb",
                "unix:%s,server=on,wait=off".formatted(doubled(gdbSocket())));
    }

    /** A comma within a value is written twice. */
    private static String doubled(Path path) {
        return path.toString().replace(",", ",,");
    }

    private void link(Path terminal) {
        try {
            Path fresh = folder.resolve("console.new");
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, terminal);
            Files.move(fresh, console(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void switchOff() {
        try {
            Files.deleteIfExists(console());
        } catch (IOException ignored) {
            // The link then leads nowhere, which says the same.
        }
        running.ifPresent(GuardedProcess::close);
        running = Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        try {
            watch.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
