package dev.tinyrig.rig.bench.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.recording.RecordedRun.Ending;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/** A bench whose every run is written down, one line a run, in a file of its own. */
public final class RecordedBench implements Bench {
    private final Bench bench;
    private final Path folder;

    /** @param folder for {@code <name of the bench>.jsonl}; what it holds already is kept */
    public RecordedBench(Bench bench, Path folder) {
        this.bench = bench;
        this.folder = folder;
    }

    @Override
    public String name() {
        return bench.name();
    }

    @Override
    public Fidelity fidelity() {
        return bench.fidelity();
    }

    @Override
    public boolean runs(Target target) {
        return bench.runs(target);
    }

    @Override
    public Session open(Target target) {
        return new Recorder(target, bench.open(target));
    }

    private void append(RecordedRun run) {
        Path file = folder.resolve(bench.name() + Recording.SUFFIX);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file, RunJson.write(run) + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BenchException(
                    "the recording %s cannot be written, %s: give another --record".formatted(file, e), e);
        }
    }

    private final class Recorder implements Session {
        private final Target target;
        private final Session session;
        private final AtomicBoolean closed = new AtomicBoolean();

        Recorder(Target target, Session session) {
            this.target = target;
            this.session = session;
        }

        @Override
        public Outcome run(Firmware firmware, Workload workload) {
            if (closed.get()) {
                // That says nothing of the run, and must not be its answer in a replay.
                return session.run(firmware, workload);
            }
            String question = Question.of(firmware, workload);
            try {
                Outcome outcome = session.run(firmware, workload);
                append(run(question, new Ending.Returned(outcome)));
                return outcome;
            } catch (BenchException e) {
                append(run(question, new Ending.Failed(e.errorClass(), String.valueOf(e.getMessage()))));
                throw e;
            }
        }

        private RecordedRun run(String question, Ending ending) {
            return new RecordedRun(name(), fidelity(), target.name(), question, ending);
        }

        @Override
        public void close() {
            closed.set(true);
            session.close();
        }
    }
}
