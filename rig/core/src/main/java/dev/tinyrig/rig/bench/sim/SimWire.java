package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.Stop;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The console of a simulated machine, which runs only while somebody waits for what it says. */
final class SimWire implements Wire {
    /** Some ten milliseconds: how late the end of a patience or an interrupt may be noticed. */
    private static final long SLICE_INSTRUCTIONS = 1_000_000;

    /** What translating a network's code costs about as much as. Most candidates of a search have ended before. */
    private static final long INTERPRETED_FIRST = 8_000_000;

    private final Machine machine;
    private final ByteArrayOutputStream said;
    private final LongSupplier nanos;

    private SimWire(Machine machine, ByteArrayOutputStream said, LongSupplier nanos) {
        this.machine = machine;
        this.said = said;
        this.nanos = nanos;
    }

    /**
     * A machine that has just been reset with this image in its memory. Waits go by the machine's own time, so that a busy host
     * makes no firmware seem to hang.
     */
    static SimWire to(Target target, Image image, Counter counter) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Machine machine =
                switch (counter) {
                    case CYCLES -> SimMachines.startTimed(SimMachines.of(target), target, image, said::write);
                    case INSTRUCTIONS -> SimMachines.start(SimMachines.of(target), image, said::write);
                };
        machine.interpretFirst(INTERPRETED_FIRST);
        return of(machine, said, target);
    }

    /** The console of a machine that puts what it says into {@code said}; waits go by the machine's own time. */
    static SimWire of(Machine machine, ByteArrayOutputStream said, Target target) {
        double nanosPerCycle = 1e9 / target.clocks().coreHz();
        return new SimWire(machine, said, () -> (long) (machine.cycles() * nanosPerCycle));
    }

    @Override
    public Deadline within(Duration patience) {
        return Deadline.after(patience, nanos);
    }

    @Override
    public void send(byte[] bytes, Duration patience) {
        machine.send(bytes);
    }

    /** Ends early when the firmware has answered, or waits for input and will never answer. */
    @Override
    public byte[] receive(Duration patience) throws EOFException, InterruptedIOException {
        Deadline deadline = within(patience);
        boolean willSayMore = true;
        while (said.size() == 0 && willSayMore && !deadline.passed()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while the simulated firmware ran");
            }
            willSayMore = goesOnAfter(machine.run(SLICE_INSTRUCTIONS));
        }
        byte[] bytes = said.toByteArray();
        said.reset();
        return bytes;
    }

    private boolean goesOnAfter(Stop stop) throws EOFException {
        if (stop.remedy() == Stop.Remedy.NONE && said.size() == 0) {
            throw new EOFException("the simulated core stopped: " + stop);
        }
        return stop.remedy() == Stop.Remedy.RUN || (stop.remedy() == Stop.Remedy.FEED && machine.hasUnreadInput());
    }

    @Override
    public void close() {}
}
