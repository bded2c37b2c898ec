package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;

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
    public boolean isShared() {
        return bench.isShared();
    }

    @Override
    public long wear() {
        return bench.wear();
    }

    @Override
    public boolean provesItself() {
        return bench.provesItself();
    }

    @Override
    public void doubt(String why) {
        bench.doubt(why);
    }

    @Override
    public Session open(Target target) {
        return new RecordedSession(bench.open(target), new RecordedSession.Setting(name(), fidelity(), target, folder));
    }
}
