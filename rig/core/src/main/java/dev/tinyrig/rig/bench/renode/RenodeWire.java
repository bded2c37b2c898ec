package dev.tinyrig.rig.bench.renode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Wire;
import java.io.IOException;
import java.time.Duration;

/**
 * The console of a firmware in Renode, which also says what Renode only warns of: where the core stopped, or where silicon
 * would have faulted, it ends with the line that the harness prints for a fault.
 */
final class RenodeWire implements Wire {
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final String READY = "m-ready";

    private final RenodeMachine machine;
    private String tail = "";
    private boolean booted;
    private long strayAccesses;

    RenodeWire(RenodeMachine machine) {
        this.machine = machine;
    }

    @Override
    public void send(byte[] bytes, Duration patience) throws IOException {
        machine.console().send(bytes, patience);
    }

    @Override
    public byte[] receive(Duration patience) throws IOException {
        Deadline deadline = Deadline.after(patience);
        do {
            Duration wait = deadline.left().compareTo(SLICE) < 0 ? deadline.left() : SLICE;
            byte[] bytes = machine.console().receive(wait);
            if (bytes.length > 0) {
                return endsAnswer(bytes) && strayed() ? fault("BusFault on silicon, where Renode warns") : bytes;
            }
            switch (machine.state()) {
                case ABORTED -> {
                    return fault("core stopped");
                }
                case HALTED -> {
                    return halted();
                }
                case RUNNING -> {}
            }
        } while (!deadline.passed());
        return new byte[0];
    }

    private boolean endsAnswer(byte[] bytes) {
        String seen = tail + new String(bytes, ISO_8859_1);
        tail = seen.substring(Math.max(0, seen.length() - READY.length() + 1));
        return seen.contains(READY);
    }

    /** What the start-up code touches beyond the platform is the platform's fault; what comes later is the network's. */
    private boolean strayed() {
        long before = strayAccesses;
        strayAccesses = machine.strayAccesses();
        boolean strayed = booted && strayAccesses != before;
        booted = true;
        return strayed;
    }

    /** A reset leaves Renode's core without a program. */
    private byte[] halted() {
        if (!booted) {
            throw new RenodeException("it does not run what it was given: " + machine.log());
        }
        return fault("core was reset");
    }

    private byte[] fault(String what) {
        return "\r\ne-[fault %s: %s]\r\n".formatted(what, machine.log()).getBytes(US_ASCII);
    }

    /** The console stays open for the next firmware. */
    @Override
    public void close() {}
}
