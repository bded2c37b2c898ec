package dev.tinyrig.nas.run;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.rig.lab.BenchFault;
import java.util.List;

/** Copies what benches failed at from a pipeline into the log, the last of it when the work ends, however it ends. */
public final class FaultRecord implements AutoCloseable {
    private final Pipeline pipeline;
    private final ResultLog log;
    private int copied;

    public FaultRecord(Pipeline pipeline, ResultLog log) {
        this.pipeline = pipeline;
        this.log = log;
    }

    /** Appends the faults that are new; for one thread. */
    public void bringUpToDate() {
        List<BenchFault> all = pipeline.faults();
        all.subList(copied, all.size()).forEach(fault -> log.append(new Entry.Faulted(fault.at(), fault)));
        copied = all.size();
    }

    @Override
    public void close() {
        bringUpToDate();
    }
}
