package dev.tinyrig.nas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The world that the command line talks to.
 *
 * @param interactive whether a person watches standard error; progress is drawn as bars then, else as lines
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, Map<String, String> environment) {
    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The process's own streams. */
    static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, true, UTF_8),
                new PrintWriter(System.err, true, UTF_8),
                standardErrorIsTerminal(),
                System.getenv());
    }

    /** {@link System#console()} would ask about standard input and output instead. */
    private static boolean standardErrorIsTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
