package dev.tinyrig.nas.cli;

import java.io.PrintWriter;
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
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                System.console() != null,
                System.getenv());
    }
}
