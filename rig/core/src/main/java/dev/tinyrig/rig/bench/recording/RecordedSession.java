package dev.tinyrig.rig.bench.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.recording.RecordedRun.Ending;
import dev.tinyrig.rig.console.Wire;
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

/** A session whose every run and live console is written down, one line each; a console is when it is closed. */
public final class RecordedSession implements Session {
    private final Session session;
    private final Setting setting;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param session is closed with this one */
    public RecordedSession(Session session, Setting setting) {
        this.session = session;
        this.setting = setting;
    }

    /**
     * What a recording says of the bench that it was made on.
     *
     * @param folder for {@code <name of the bench>.jsonl}; what it holds already is kept
     */
    public record Setting(String bench, Fidelity fidelity, Target target, Path folder) {}

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

    @Override
    public Wire console(Firmware firmware) {
        if (closed.get()) {
            return session.console(firmware);
        }
        String question = Question.ofTalk(firmware);
        try {
            return new RecordingWire(session.console(firmware), talk -> append(run(question, new Ending.Talked(talk))));
        } catch (BenchException e) {
            append(run(question, new Ending.Failed(e.errorClass(), String.valueOf(e.getMessage()))));
            throw e;
        }
    }

    private RecordedRun run(String question, Ending ending) {
        return new RecordedRun(
                setting.bench(), setting.fidelity(), setting.target().name(), question, ending);
    }

    private void append(RecordedRun run) {
        Path file = setting.folder().resolve(setting.bench() + Recording.SUFFIX);
        try {
            Files.createDirectories(setting.folder());
            Files.writeString(
                    file, RunJson.write(run) + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BenchException(
                    "the recording %s cannot be written, %s: give another --record".formatted(file, e), e);
        }
    }

    @Override
    public void close() {
        closed.set(true);
        session.close();
    }
}
