package dev.tinyrig.sim.oracle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** As much of Arm's semihosting as our programs use: one file to write, and the end. */
final class Semihosting {
    private static final int CALL = 0xab;
    private static final int SYS_OPEN = 1;
    private static final int SYS_WRITE = 5;
    private static final int SYS_EXIT = 0x18;
    private static final long MAX_INSTRUCTIONS = 100_000_000;

    private final Machine machine;
    private final StringBuilder text = new StringBuilder();

    private Semihosting(Machine machine) {
        this.machine = machine;
    }

    /** Runs a program to its end and gives what it wrote. */
    static String run(Machine machine) {
        Semihosting host = new Semihosting(machine);
        while (host.goesOn()) {
            machine.skipBreakpoint();
        }
        return host.text.toString();
    }

    private boolean goesOn() {
        Stop stop = machine.run(MAX_INSTRUCTIONS);
        if (!(stop instanceof Stop.Breakpoint hit) || hit.immediate() != CALL) {
            throw new AssertionError("stopped with " + stop + ", last fault " + machine.lastFault());
        }
        int[] r = machine.cpu().r;
        switch (r[0]) {
            case SYS_OPEN -> r[0] = 3;
            case SYS_WRITE -> {
                text.append(new String(machine.dump(word(r[1] + 4), word(r[1] + 8)), US_ASCII));
                r[0] = 0;
            }
            case SYS_EXIT -> {
                return false;
            }
            default -> throw new AssertionError("semihosting call " + r[0]);
        }
        return true;
    }

    private int word(int address) {
        return ByteBuffer.wrap(machine.dump(address, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
