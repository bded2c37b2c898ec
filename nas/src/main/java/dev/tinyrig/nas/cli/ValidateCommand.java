package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.report.Report;
import dev.tinyrig.nas.run.FaultRecord;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.SearchRun;
import dev.tinyrig.nas.search.Validation;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tests the winner of a run on the device once more. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Sends every example of the test list through the device again with the winner of a run.",
        footerHeading = "%nExample:%n",
        footer = "  tinyrig validate results/speech-commands-20260102-030405")
final class ValidateCommand implements Runnable {
    private final Terminal terminal;
    private final Pipeline.Factory pipelines;
    private final Clock clock;

    @Parameters(paramLabel = "RUN", description = "folder of the run")
    private Path run = Path.of("");

    @Mixin
    private CapacityOptions capacity = new CapacityOptions();

    ValidateCommand(Terminal terminal, Pipeline.Factory pipelines, Clock clock) {
        this.terminal = terminal;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    @Override
    public void run() {
        try (ResultLog log = ResultLog.resume(run)) {
            if (log.journal().last(Entry.Won.class).isEmpty()) {
                throw new RunException(
                        Fault.USAGE,
                        "run %s has no winner yet; go on with: tinyrig search --resume %s".formatted(run, run));
            }
            validate(log);
        }
    }

    private void validate(ResultLog log) {
        LineProgress progress = new LineProgress(terminal.err(), clock);
        try (Pipeline pipeline = pipelines.open(log.journal().started().request(), run, capacity.capacity(), progress);
                FaultRecord faults = new FaultRecord(pipeline, log)) {
            Validation validation = pipeline.validate(run.resolve(SearchRun.WINNER));
            faults.bringUpToDate();
            log.append(new Entry.Validated(clock.instant(), validation));
        }
        Report.write(run);
        terminal.out().print(new Summary(log.journal(), run).text());
        terminal.out().flush();
    }
}
