package dev.tinyrig.rig.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * A child process that cannot outlive this JVM, even when the JVM is killed with {@code kill -9}.
 *
 * <p>A shell between the two holds the reading end of a pipe whose writing end only the JVM has. When the JVM ends, however
 * it ends, the shell reads end-of-file and kills the child.
 */
public final class GuardedProcess implements AutoCloseable {
    /**
     * Ctrl-C reaches the whole process group: the guard ignores it and {@code setsid}, where there is one, spares the child,
     * so that it is the JVM that decides. A shell gives its background jobs /dev/null as stdin, hence descriptor 3.
     */
    private static final String GUARD =
            """
            trap '' INT HUP TERM
            ulimit -c 0
            exec 3<&0
            if [ "$1" = HELD_OPEN ]; then exec 4<&0; else exec 4</dev/null; fi
            shift
            $(command -v setsid) "$@" <&4 3<&- 4<&- &
            child=$!
            { read -r nothing; kill -s KILL -- "-$child" "$child"; } <&3 3<&- 4<&- 2>/dev/null &
            watcher=$!
            wait "$child" 2>/dev/null
            code=$?
            kill -s KILL -- "-$child" 2>/dev/null
            kill -9 "$watcher"
            exit "$code"
            """;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
    private static final int KEPT_LINES = 60;
    private static final int MAX_LINE_BYTES = 4096;

    private final Process guard;
    private final Tail output = new Tail(KEPT_LINES);
    private final Thread reader;

    private GuardedProcess(Process guard) {
        this.guard = guard;
        this.reader = new Thread(this::readOutput, "output of process " + guard.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** What the child reads from its standard input. */
    public enum Input {
        /** its end */
        NOTHING,
        /** nothing until this JVM ends or closes the child, then the end: many programs take that as their end, too */
        HELD_OPEN
    }

    /**
     * Starts the command; its stdout and stderr are read here and their last lines kept.
     *
     * @throws ProcessException if there is no shell; a command that is not found ends with exit code 127
     */
    public static GuardedProcess start(List<String> command) {
        return start(command, Map.of(), Input.NOTHING);
    }

    /** Starts the command with further environment variables. */
    public static GuardedProcess start(List<String> command, Map<String, String> variables, Input input) {
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard", input.name()));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            return new GuardedProcess(builder.start());
        } catch (IOException e) {
            throw new ProcessException("cannot start %s: %s".formatted(command.get(0), e.getMessage()), e);
        }
    }

    /** Completes when the child has ended. */
    public CompletableFuture<Void> onExit() {
        return guard.onExit().thenAccept(ended -> {});
    }

    /** The child's exit code, 128 + n when signal n ended it; empty if it still runs after {@code patience}. */
    public OptionalInt exitCode(Duration patience) {
        try {
            if (!guard.waitFor(patience.toMillis(), MILLISECONDS)) {
                return OptionalInt.empty();
            }
            reader.join(CLOSE_PATIENCE.toMillis());
            return OptionalInt.of(guard.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** What the child printed last. */
    public String lastOutput() {
        return output.text();
    }

    /** Kills the child; returns within seconds whatever the child does. */
    @Override
    public void close() {
        endInput();
        if (exitCode(CLOSE_PATIENCE).isEmpty()) {
            guard.descendants().forEach(ProcessHandle::destroyForcibly);
            guard.destroyForcibly();
        }
    }

    private void endInput() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // The guard has ended, and with it the child.
        }
    }

    private void readOutput() {
        StringBuilder line = new StringBuilder();
        try (InputStream in = guard.getInputStream()) {
            byte[] block = new byte[MAX_LINE_BYTES];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                line.append(new String(block, 0, n, UTF_8));
                takeLines(line);
            }
        } catch (IOException closed) {
            // The pipe ends with the process; what was read stays.
        }
        if (!line.isEmpty()) {
            output.add(line.toString());
        }
    }

    private void takeLines(StringBuilder text) {
        int start = 0;
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
            output.add(text.substring(start, end).stripTrailing());
            start = end + 1;
        }
        text.delete(0, start);
        if (text.length() > MAX_LINE_BYTES) {
            output.add(text.toString());
            text.setLength(0);
        }
    }
}
