package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.live.LiveRun;
import dev.tinyrig.nas.live.WatchedProgress;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.report.Report;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.Preset;
import dev.tinyrig.nas.run.Progress;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.SearchRun;
import dev.tinyrig.nas.search.Request;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches a network: the main job. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a super-network, breeds candidates, measures each on a bench, and tests the winner on the device.",
            "A killed search goes on with --resume and finds the same winner."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig search --data speech_commands",
            "  tinyrig search --preset tiny --seed 7 --out /tmp/smoke",
            "  tinyrig search --max-latency-ms 20 --max-sram-kb 24",
            "  tinyrig search --resume results/speech-commands-20260102-030405"
        })
final class SearchCommand implements Runnable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private final Pipeline.Factory pipelines;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Option(names = "--resume", paramLabel = "RUN", description = "go on with an interrupted run")
    private Optional<Path> resume = Optional.empty();

    @Mixin
    private CapacityOptions capacity = new CapacityOptions();

    @Mixin
    private ServeOption serve = new ServeOption();

    SearchCommand(Terminal terminal, Pipeline.Factory pipelines, Clock clock) {
        this.terminal = terminal;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    @Override
    public void run() {
        serve.refuseNoPort();
        WatchedProgress progress = new WatchedProgress(
                terminal.interactive() ? new BarProgress(terminal.err()) : new LineProgress(terminal.err(), clock));
        if (resume.isPresent()) {
            resume(resume.get(), progress);
        } else {
            start(progress);
        }
    }

    private void start(WatchedProgress progress) {
        Request request = options.request(terminal.environment());
        Path run =
                options.out().orElseGet(() -> Path.of("results", request.task() + "-" + STAMP.format(clock.instant())));
        try (Pipeline pipeline = open(request, run, progress);
                ServeOption.Served page = serve(run, pipeline, progress);
                ResultLog log = ResultLog.create(run)) {
            page.announce(progress);
            log.append(new Entry.Started(
                    clock.instant(),
                    request,
                    Preset.named(request.preset()).evolution(options.random(), request.seed()),
                    provenance(pipeline)));
            search(pipeline, log, progress);
        }
    }

    private void resume(Path run, WatchedProgress progress) {
        refuseWhatTheRunFixes();
        try (ResultLog log = ResultLog.resume(run)) {
            Entry.Started started = log.journal().started();
            Request request = options.withData(started.request(), terminal.environment());
            try (Pipeline pipeline = open(request, run, progress);
                    ServeOption.Served page = serve(run, pipeline, progress)) {
                page.announce(progress);
                refuseOtherData(started.provenance().data(), pipeline.data());
                log.append(new Entry.Resumed(
                        clock.instant(),
                        log.journal().all(Entry.Evaluated.class).size(),
                        log.tornBytes()));
                search(pipeline, log, progress);
            }
        }
    }

    private void search(Pipeline pipeline, ResultLog log, Progress progress) {
        Path run = log.folder();
        progress.say("run: %s (after Ctrl-C or a crash: tinyrig search --resume %s)".formatted(run, run));
        SearchRun search = new SearchRun(pipeline, log, progress, clock);
        try {
            new Interruption(log, terminal.err(), clock)
                    .watch(() -> search.run(capacity.capacity().benches()));
        } catch (RunException e) {
            Report.write(run);
            throw e;
        }
        Report.write(run);
        terminal.out().print(new Summary(log.journal(), run).text());
        terminal.out().flush();
    }

    private Provenance provenance(Pipeline pipeline) {
        return new Provenance(
                Build.version(),
                Build.commit(),
                spec.commandLine().getParseResult().originalArgs(),
                pipeline.data(),
                pipeline.device(),
                pipeline.compiler(),
                Provenance.Host.current());
    }

    private ServeOption.Served serve(Path run, Pipeline pipeline, WatchedProgress progress) {
        return serve.serve(new LiveRun(run, progress, capacity.capacity().benches(), pipeline::busyBenches));
    }

    private Pipeline open(Request request, Path run, Progress progress) {
        return pipelines.open(request, run, capacity.capacity(), progress);
    }

    private void refuseWhatTheRunFixes() {
        CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
        SearchOptions.FIXED_BY_THE_RUN.stream()
                .filter(parsed::hasMatchedOption)
                .findFirst()
                .ifPresent(option -> {
                    throw new RunException(
                            Fault.USAGE, option + " cannot be given with --resume: the run goes on as it was started");
                });
    }

    private static void refuseOtherData(Provenance.Data before, Provenance.Data now) {
        if (!before.hash().equals(now.hash())) {
            throw new RunException(
                    Fault.DATA,
                    "the data are not those that the run started with (hash %s, now %s); give them with --data"
                            .formatted(before.hash(), now.hash()));
        }
    }
}
