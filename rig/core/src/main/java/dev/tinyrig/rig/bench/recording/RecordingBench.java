package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;

/** Replays what other benches did: the same counts, outputs and times, bit for bit, the same talks and the same faults. */
public final class RecordingBench implements Bench {
    private final String name;
    private final Recording recording;
    private final SoleUse use;

    /** @param recording may be shared by several such benches */
    public RecordingBench(String name, Recording recording) {
        this.name = name;
        this.recording = recording;
        this.use = new SoleUse(name);
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
        return new Replay(target, use.begin());
    }

    private final class Replay implements Session {
        private final Target target;
        private final SoleUse.Turn turn;

        Replay(Target target, SoleUse.Turn turn) {
            this.turn = turn;
            this.target = target;
        }

        @Override
        public Outcome run(Firmware firmware, Workload workload) {
            turn.requireCurrent();
            return recording
                    .answer(target.name(), Question.of(firmware, workload))
                    .again();
        }

        @Override
        public Wire console(Firmware firmware) {
            turn.requireCurrent();
            return recording.answer(target.name(), Question.ofTalk(firmware)).consoleAgain();
        }

        @Override
        public void close() {
            turn.end();
        }
    }
}
