package dev.tinyrig.rig.bench.board.console;

import dev.tinyrig.rig.console.Wire;
import java.io.IOException;

/** Opens the consoles of boards. */
public interface Consoles {
    /**
     * The console, which is exclusively the caller's until it is closed.
     *
     * @throws IOException if it is not there or cannot be opened: what was seen and what to do
     */
    Wire open(ConsoleAddress address, int baud) throws IOException;

    /** Whether the console is plugged in. */
    boolean isThere(ConsoleAddress address);
}
