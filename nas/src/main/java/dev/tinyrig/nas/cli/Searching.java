package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.live.LiveRun;
import dev.tinyrig.nas.live.WatchedProgress;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.report.Report;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.Progress;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.SearchRun;
import dev.tinyrig.nas.run.SpaceRace;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Request;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Starts searches and goes on with interrupted ones, each in the folder of its run.
 *
 * @param arguments of the command, for the log
 */
record Searching(
        Terminal terminal,
        Pipeline.Factory pipelines,
        Clock clock,
        Pipeline.Capacity capacity,
        ServeOption serve,
        List<String> arguments) {
    Searching {
        arguments = List.copyOf(arguments);
    }

    /** Searches from the beginning. */
    void start(Request asked, Evolution.Settings settings, Path run) {
        start(asked, settings, run, new BudgetOption());
    }

    /** Searches within a budget, where one was given. */
    void start(Request asked, Evolution.Settings settings, Path run, BudgetOption budget) {
        WatchedProgress progress = watchedProgress();
        Request request = SpaceRace.resolved(asked, capacity.threads(), progress);
        try (Pipeline pipeline = open(request, run, progress);
                ServeOption.Served page = served(run, pipeline, progress);
                ResultLog log = ResultLog.create(run)) {
            page.announce(progress);
            log.append(new Entry.Started(clock.instant(), request, settings, provenance(pipeline)));
            budget.log(log, clock);
            search(pipeline, log, progress);
        }
    }

    /**
     * Goes on with a run.
     *
     * @param withData gives its request the data's folder, which may have moved
     */
    void resume(Path run, UnaryOperator<Request> withData) {
        WatchedProgress progress = watchedProgress();
        try (ResultLog log = ResultLog.resume(run)) {
            Entry.Started started = log.journal().started();
            try (Pipeline pipeline = open(withData.apply(started.request()), run, progress);
                    ServeOption.Served page = served(run, pipeline, progress)) {
                page.announce(progress);
                refuseOtherData(started.provenance().data(), pipeline.data());
                log.append(new Entry.Resumed(
                        clock.instant(),
                        log.journal().all(Entry.Evaluated.class).size(),
                        log.tornBytes(),
                        otherCommit(started.provenance().commit(), progress)));
                search(pipeline, log, progress);
            }
        }
    }

    private void search(Pipeline pipeline, ResultLog log, Progress progress) {
        Path run = log.folder();
        progress.say("run: %s (after Ctrl-C or a crash: tinyrig search --resume %s)".formatted(run, run));
        SearchRun search = new SearchRun(pipeline, log, progress, clock);
        try {
            new Interruption(log, terminal.err(), clock).watch(() -> search.run(pipeline.benches()));
        } catch (RunException e) {
            Report.write(run);
            throw e;
        }
        Report.write(run);
        terminal.out().print(new Summary(log.journal(), run).text());
        terminal.out().flush();
    }

    Provenance provenance(Pipeline pipeline) {
        return new Provenance(
                Build.version(),
                Build.commit(),
                arguments,
                pipeline.data(),
                pipeline.device(),
                pipeline.compiler(),
                Provenance.Host.current());
    }

    Pipeline open(Request request, Path run, Progress progress) {
        return pipelines.open(request, run, capacity, progress);
    }

    private ServeOption.Served served(Path run, Pipeline pipeline, WatchedProgress progress) {
        return serve.serve(new LiveRun(run, progress, pipeline.benches(), pipeline::busyBenches));
    }

    WatchedProgress watchedProgress() {
        return new WatchedProgress(
                terminal.interactive() ? new BarProgress(terminal.err()) : new LineProgress(terminal.err(), clock));
    }

    /** Ours, where it is not the one that began; the user is warned. */
    private static Optional<String> otherCommit(String before, Progress progress) {
        Optional<String> other = Optional.of(Build.commit()).filter(commit -> !commit.equals(before));
        other.ifPresent(commit -> progress.say(
                ("warning: the run was begun by tinyrig at commit %s, and this is %s; where they differ, it ends"
                                + " otherwise than it would have")
                        .formatted(before, commit)));
        return other;
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
