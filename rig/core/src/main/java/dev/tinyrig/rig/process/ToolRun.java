package dev.tinyrig.rig.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * One run of a program to its end; killed when its time is over or when this JVM ends.
 *
 * @param output the last lines of standard output and standard error
 */
public record ToolRun(int exitCode, String output) {
    private static final int NOT_FOUND = 127;

    /**
     * Runs a command.
     *
     * @throws ProcessException if the program is not there or did not end within {@code patience}
     */
    public static ToolRun of(List<String> command, Duration patience) {
        String program = command.get(0);
        try (GuardedProcess process = GuardedProcess.start(command)) {
            OptionalInt code = process.exitCode(patience);
            if (code.isEmpty()) {
                throw new ProcessException("%s did not end within %d s; it said: %s"
                        .formatted(program, patience.toSeconds(), process.lastOutput()));
            }
            if (code.getAsInt() == NOT_FOUND) {
                throw new ProcessException("%s is not installed or not on the PATH: install it".formatted(program));
            }
            return new ToolRun(code.getAsInt(), process.lastOutput());
        }
    }

    /** What it said last, for a message of one line. */
    public String lastLine() {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .orElse("it said nothing");
    }
}
