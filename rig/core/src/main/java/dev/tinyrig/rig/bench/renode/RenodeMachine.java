package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.console.SocketWire;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.RenodePlatform;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Renode process with one machine in it, which takes one firmware after another; it stands still between them. */
final class RenodeMachine implements AutoCloseable {
    /** What SRAM holds before a firmware starts; {@link SramDump} looks for what is left of it. */
    static final byte FILL = (byte) 0xa5;

    /** Flash that was never written. */
    private static final byte ERASED = (byte) 0xff;

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final String PATIENCE_VARIABLE = "RENODE_PATIENCE_S";
    private static final String PATIENCE_DEFAULT = "30";
    private static final Duration QUIET = Duration.ofMillis(30);
    private static final Duration DRAIN_BOUND = Duration.ofSeconds(5);
    private static final int PORT_TRIES = 5;

    private final RenodeProcess process;
    private final Monitor monitor;
    private final Target target;
    private final SocketWire console;
    private int loads;

    private RenodeMachine(RenodeProcess process, Monitor monitor, Target target, SocketWire console) {
        this.process = process;
        this.monitor = monitor;
        this.target = target;
        this.console = console;
    }

    /** What the core is doing, as far as it matters here. */
    enum State {
        RUNNING,
        /** it jumped to where nothing is, or met a breakpoint without a debugger */
        ABORTED,
        /** it was reset, and found no program at address 0 */
        HALTED
    }

    /** Starts Renode and describes the target to it. */
    static RenodeMachine start(RenodeExecutable executable, Map<String, String> environment, Target target) {
        RenodeProcess process = RenodeProcess.start(executable, environment, START_PATIENCE);
        try {
            Monitor monitor = new Monitor(new XmlRpcClient(process.port()), patience(environment));
            describe(monitor, process, target);
            return new RenodeMachine(process, monitor, target, console(monitor, target));
        } catch (RenodeException e) {
            process.close();
            throw new RenodeException("%s; it said: %s".formatted(e.getMessage(), process.log()), e);
        } catch (RuntimeException bug) {
            process.close();
            throw bug;
        }
    }

    /** How long one command may take before Renode counts as hung. */
    private static Duration patience(Map<String, String> environment) {
        String seconds = environment.getOrDefault(PATIENCE_VARIABLE, PATIENCE_DEFAULT);
        if (!seconds.matches("[1-9]\\d{0,4}")) {
            throw BenchException.ofTest("%s is '%s': give whole seconds".formatted(PATIENCE_VARIABLE, seconds));
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static void describe(Monitor monitor, RenodeProcess process, Target target) {
        Path platform = process.folder().resolve(target.name() + ".repl");
        try {
            Files.writeString(platform, RenodePlatform.platform(target));
        } catch (IOException e) {
            throw new RenodeException("cannot write %s: %s".formatted(platform, e), e);
        }
        RenodePlatform.SETTINGS.forEach(monitor::execute);
        monitor.execute("mach create \"%s\"".formatted(target.name()));
        monitor.execute("machine LoadPlatformDescription " + Monitor.path(platform));
    }

    /** Renode accepts port 0 but does not tell which one it got, so that we choose one, and another if it was taken. */
    private static SocketWire console(Monitor monitor, Target target) {
        int port = terminal(monitor);
        monitor.execute("connector Connect sysbus.%s console".formatted(RenodePlatform.uartName(target)));
        try {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new SocketWire(channel);
        } catch (IOException e) {
            throw new RenodeException("its console at port %d cannot be reached: %s".formatted(port, e), e);
        }
    }

    private static int terminal(Monitor monitor) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                monitor.execute("emulation CreateServerSocketTerminal %d \"console\" false".formatted(port));
                return port;
            } catch (RenodeException taken) {
                if (attempt == PORT_TRIES) {
                    throw taken;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new RenodeException("no free port for the console: " + e, e);
        }
    }

    /** How many firmwares were loaded so far; Renode grows with each. */
    int loads() {
        return loads;
    }

    SocketWire console() {
        return console;
    }

    /** Starts a firmware in memory that holds nothing of the last one. */
    void start(Path elf) {
        loads++;
        // The order matters: Reset forgets the vector table, LoadELF sets it, and a core that halted before stays so.
        monitor.execute("pause");
        monitor.execute("machine Reset");
        monitor.execute(fill(target.flash(), ERASED));
        memories().forEach(memory -> monitor.execute(fill(memory, FILL)));
        monitor.execute("sysbus LoadELF " + Monitor.path(elf.toAbsolutePath()));
        monitor.execute("sysbus.cpu IsHalted false");
        drain();
        monitor.execute("start");
    }

    /** Until the next start; a machine that idles would keep a core of the host busy. */
    void pause() {
        monitor.execute("pause");
    }

    private Stream<MemoryRegion> memories() {
        return Stream.concat(Stream.of(target.sram()), target.otherMemories().stream());
    }

    private static String fill(MemoryRegion memory, byte value) {
        return "sysbus.%s FillWithConstantByte 0x%02X".formatted(memory.name(), value);
    }

    /** Drops what the last firmware said and nobody read. */
    private void drain() {
        long end = System.nanoTime() + DRAIN_BOUND.toNanos();
        try {
            while (console.receive(QUIET).length > 0) {
                if (System.nanoTime() > end) {
                    throw new RenodeException("its console does not fall silent though the machine stands still");
                }
            }
        } catch (IOException e) {
            throw new RenodeException("its console broke: " + e.getMessage(), e);
        }
    }

    State state() {
        String state = monitor.execute("sysbus.cpu EmulationState");
        if (state.contains("Aborted")) {
            return State.ABORTED;
        }
        return monitor.execute("sysbus.cpu IsHalted").contains("True") ? State.HALTED : State.RUNNING;
    }

    /** Reads and writes so far at addresses where nothing is; Renode only warns of them, and Reset does not clear them. */
    long strayAccesses() {
        List<Long> counts = monitor.numbers("sysbus UnexpectedReads; sysbus UnexpectedWrites");
        if (counts.size() != 2) {
            throw new RenodeException("it counts unexpected reads and writes as " + counts);
        }
        return counts.get(0) + counts.get(1);
    }

    /** The content of a memory. */
    byte[] dump(MemoryRegion memory) {
        Path file = process.folder().resolve(memory.name() + ".bin");
        try {
            // Renode would rename an older dump, and so fill the folder.
            Files.deleteIfExists(file);
            monitor.execute("sysbus.%s DumpBinary %s".formatted(memory.name(), Monitor.path(file)));
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new RenodeException("cannot read the dump of %s: %s".formatted(memory.name(), e), e);
        }
    }

    /** What Renode said of a fault, else the last that it said. */
    String log() {
        String all = process.log();
        return all.lines()
                .filter(line -> line.contains("non existing peripheral")
                        || line.contains("CPU abort")
                        || line.contains("PC does not lay"))
                .reduce((first, last) -> last)
                .orElseGet(() -> all.lines().reduce((first, last) -> last).orElse("nothing"));
    }

    boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void close() {
        console.close();
        process.close();
    }
}
