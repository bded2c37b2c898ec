package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.process.GuardedProcess;
import dev.tinyrig.rig.process.GuardedProcess.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running Renode with a temporary folder of its own.
 *
 * <p>Its console is a pipe that we never write to: when the pipe ends, however this JVM ended, Renode ends too.
 */
final class RenodeProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final GuardedProcess process;
    private final RenodeFolder folder;
    private final int port;

    private RenodeProcess(GuardedProcess process, RenodeFolder folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts Renode and waits until it answers.
     *
     * @param environment where its home is
     * @throws RenodeException if it ended or did not open its port within {@code patience}
     */
    static RenodeProcess start(RenodeExecutable executable, Map<String, String> environment, Duration patience) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        RenodeFolder.sweep(temporary);
        RenodeFolder folder = folderIn(temporary);
        GuardedProcess process =
                GuardedProcess.start(command(executable), variables(folder.path(), environment), Input.HELD_OPEN);
        try {
            return new RenodeProcess(process, folder, awaitPort(process, folder, patience));
        } catch (RenodeException e) {
            process.close();
            folder.delete();
            throw e;
        }
    }

    private static RenodeFolder folderIn(Path temporary) {
        try {
            return RenodeFolder.create(temporary);
        } catch (IOException e) {
            throw new RenodeException(
                    "no folder in %s, %s: let -Djava.io.tmpdir name a writable one".formatted(temporary, e), e);
        }
    }

    private static List<String> command(RenodeExecutable executable) {
        return List.of(
                executable.path().toString(), "--disable-gui", "--plain", "--console", "--robot-server-port", "0");
    }

    /** Without a home that it can write to, Renode ends at once with exit code 1. */
    static Map<String, String> variables(Path folder, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(Map.of("TMPDIR", folder.toString()));
        String home = environment.getOrDefault("HOME", "");
        if (home.isEmpty() || !Files.isWritable(Path.of(home))) {
            variables.put("HOME", folder.toString());
        }
        return variables;
    }

    private static int awaitPort(GuardedProcess process, RenodeFolder folder, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            Optional<Integer> port = folder.robotPort();
            if (port.isPresent()) {
                return port.get();
            }
            if (process.exitCode(POLL).isPresent()) {
                throw new RenodeException("it ended at its start: " + process.lastOutput());
            }
        }
        throw new RenodeException(
                "it opened no port within %d s: %s".formatted(patience.toSeconds(), process.lastOutput()));
    }

    int port() {
        return port;
    }

    /** For files that Renode shall read or write. */
    Path folder() {
        return folder.path();
    }

    /** The last lines of its log that are about a fault of the firmware, or what it said last. */
    String log() {
        return process.lastOutput();
    }

    boolean isRunning() {
        return process.exitCode(Duration.ZERO).isEmpty();
    }

    /** Kills it and deletes its folder. */
    @Override
    public void close() {
        process.close();
        folder.delete();
    }
}
