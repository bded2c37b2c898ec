package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.util.concurrent.atomic.AtomicBoolean;

/** Replays what other benches did: the same counts, outputs and times, bit for bit, and the same faults. */
public final class RecordingBench implements Bench {
    private final String name;
    private final Recording recording;
    private final AtomicBoolean open = new AtomicBoolean();

    /** @param recording may be shared by several such benches */
    public RecordingBench(String name, Recording recording) {
        this.name = name;
        this.recording = recording;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Fidelity fidelity() {
        return recording.fidelity();
    }

    @Override
    public boolean runs(Target target) {
        return recording.has(target.name());
    }

    @Override
    public Session open(Target target) {
        if (!runs(target)) {
            throw BenchException.ofTest(
                    "%s has no recorded run on %s: choose another bench or target".formatted(name, target.name()));
        }
        if (!open.compareAndSet(false, true)) {
            throw BenchException.ofTest("%s is in use: close the session that has it first".formatted(name));
        }
        return new Replay(target);
    }

    private final class Replay implements Session {
        private final Target target;
        private final AtomicBoolean closed = new AtomicBoolean();

        Replay(Target target) {
            this.target = target;
        }

        @Override
        public Outcome run(Firmware firmware, Workload workload) {
            if (closed.get()) {
                throw BenchException.ofTest("the session on %s is closed: open another".formatted(name));
            }
            return recording
                    .answer(target.name(), Question.of(firmware, workload))
                    .again();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                open.set(false);
            }
        }
    }
}
