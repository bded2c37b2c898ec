package dev.tinyrig.rig.bench.qemu;

/** How a QEMU ended: its exit code and the last lines that it printed. */
public record QemuEnd(int exitCode, String output) {
    /** QEMU calls abort() when the core locks up: 128 + SIGABRT. */
    private static final int ABORTED = 134;

    /** Whether the core locked up, or ran where no memory is: the firmware's fault. */
    public boolean isLockUp() {
        return exitCode == ABORTED;
    }

    /** QEMU's own words are the line that begins with its name; behind a lock-up comes a dump of all registers. */
    public String said() {
        return output.lines()
                .filter(line -> line.startsWith("qemu"))
                .findFirst()
                .orElse(output);
    }

    @Override
    public String toString() {
        return "QEMU ended with exit code %d: %s".formatted(exitCode, said());
    }
}
