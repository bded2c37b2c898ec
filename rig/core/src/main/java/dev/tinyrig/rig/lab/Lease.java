package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A bench on loan: a session until it is closed, which gives the bench back; for one thread at a time. */
public final class Lease implements Session {
    private final Lab lab;
    private final Desk desk;
    private final Tenure tenure;
    private final Desk.Opened opened;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();

    Lease(Lab lab, Desk desk, Tenure tenure, Desk.Opened opened) {
        this.lab = lab;
        this.desk = desk;
        this.tenure = tenure;
        this.opened = opened;
    }

    /** The name of the bench. */
    public String bench() {
        return desk.bench().name();
    }

    /** What the bench's counts are worth. */
    public Fidelity fidelity() {
        return desk.bench().fidelity();
    }

    /** Larger than that of every earlier lease on a shared bench; 0 on one that no other process knows. */
    public long token() {
        return tenure.token();
    }

    Desk desk() {
        return desk;
    }

    @Override
    public Outcome run(Firmware firmware, Workload workload) {
        return onBench(() -> opened.session().run(firmware, workload));
    }

    @Override
    public Wire console(Firmware firmware) {
        return onBench(() -> opened.session().console(firmware));
    }

    private <T> T onBench(Supplier<T> work) {
        if (closed.get()) {
            throw new LabException("the lease on %s has ended: take another".formatted(bench()));
        }
        tenure.requireCurrent();
        try {
            return work.get();
        } catch (BenchException e) {
            broken.set(true);
            throw e;
        }
    }

    /** Gives the bench back; its session is kept for the next one, unless the bench failed or others want it too. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            boolean kept = !broken.get() && !desk.bench().isShared();
            if (!kept) {
                opened.close();
            }
            tenure.close();
            lab.giveBack(desk, kept ? Optional.of(opened) : Optional.empty());
        }
    }
}
