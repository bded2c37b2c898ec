package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A bench on loan: a session until it is closed, which gives the bench back; for one thread at a time. */
public final class Lease implements Session {
    private final Lab lab;
    private final Desk desk;
    private final Desk.Opened opened;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();

    Lease(Lab lab, Desk desk, Desk.Opened opened) {
        this.lab = lab;
        this.desk = desk;
        this.opened = opened;
    }

    /** The name of the bench. */
    public String bench() {
        return desk.bench().name();
    }

    Desk desk() {
        return desk;
    }

    @Override
    public Outcome run(Firmware firmware, Workload workload) {
        if (closed.get()) {
            throw new LabException("the lease on %s has ended: take another".formatted(bench()));
        }
        try {
            return opened.session().run(firmware, workload);
        } catch (BenchException e) {
            broken.set(true);
            throw e;
        }
    }

    /** Gives the bench back; its session is kept for the next one, unless the bench failed. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (broken.get()) {
                opened.close();
            }
            lab.giveBack(desk, broken.get() ? Optional.empty() : Optional.of(opened));
        }
    }
}
