package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.cli.StudyOptions.Part;
import dev.tinyrig.nas.cli.StudyOptions.Planned;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.model.ModelFile;
import dev.tinyrig.nas.report.Comparison;
import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.SearchRun;
import dev.tinyrig.nas.run.SpaceRace;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches once with everything and once for each baseline, on each target, and sets the winners side by side. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs our search and every baseline on every target, and sets the winners side by side. Searches of one space"
                    + " share its super-network.",
            "After an interruption the same command goes on; what has ended is not done again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig study --data speech_commands --targets stm32f746,stm32f412 --out results/study",
            "  tinyrig study --baselines cmsis-nn,mobilenetv2,mobilenetv2+cmsis-nn --fps none,5,10 --out results/co-design",
            "  tinyrig study --baselines random,mobilenetv2 --seeds 1,2,3 --out results/seeds"
        })
final class StudyCommand implements Runnable {
    private static final String REFERENCE = "reference";

    private final Terminal terminal;
    private final Pipeline.Factory pipelines;
    private final Clock clock;

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Option(
            names = "--reference",
            paramLabel = "MODEL",
            description = "an int8 .tflite that reads the task's features: tested on every target beside the winners")
    private Optional<Path> reference = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of the study")
    private Path out = Path.of("");

    @Mixin
    private SearchingOptions searching = new SearchingOptions();

    StudyCommand(Terminal terminal, Pipeline.Factory pipelines, Clock clock) {
        this.terminal = terminal;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    @Override
    public void run() {
        options.check(terminal.environment());
        List<Path> runs = new ArrayList<>();
        options.searches().forEach(search -> ended(search).ifPresent(runs::add));
        reference.ifPresent(model -> onePartPerTarget().forEach(part -> runs.add(measured(model, part))));
        Comparison comparison = Comparison.of(runs);
        terminal.out().print(comparison.markdown());
        terminal.out().println("page: " + comparison.write(out));
        terminal.out().flush();
    }

    /** A model's cost depends on no limits. */
    private Collection<Part> onePartPerTarget() {
        Map<String, Part> parts = new LinkedHashMap<>();
        options.parts().forEach(part -> parts.putIfAbsent(part.target().name(), part));
        return parts.values();
    }

    /** The folder of a search that came to its end, good or bad; empty where it could not even begin. */
    private Optional<Path> ended(Planned search) {
        Path run = out.resolve(search.folder());
        Request request = options.request(search, terminal.environment());
        try {
            if (!isBegun(run)) {
                searching()
                        .start(
                                request,
                                options.preset().evolution(search.variant().strategy(), request.seed()),
                                run);
            } else if (isUnfinished(run, request)) {
                searching().resume(run, before -> before.withData(request.data()));
            }
        } catch (RunException e) {
            if (e.fault() != Fault.NOTHING_FITS) {
                throw e;
            }
            terminal.err().println("tinyrig: " + run + ": " + e.getMessage());
        }
        return isBegun(run) ? Optional.of(run) : Optional.empty();
    }

    private static boolean isBegun(Path run) {
        return Files.exists(run.resolve(ResultLog.FILE));
    }

    private static boolean isUnfinished(Path run, Request request) {
        Journal journal = ResultLog.read(run);
        Request before = journal.started().request();
        Request same =
                SpaceRace.isAskedBy(request) ? request.withSpace(before.space().orElse("")) : request;
        if (!before.withData(request.data()).equals(same)) {
            throw new RunException(
                    Fault.USAGE, "%s holds a search with other options; give another --out".formatted(run));
        }
        return journal.last(Entry.Validated.class).isEmpty();
    }

    /** A model from elsewhere, on the same examples. */
    private Path measured(Path model, Part part) {
        Path run = out.resolve(part.name()).resolve(REFERENCE);
        Request request = options.request(options.ours(part), terminal.environment());
        Request named = request.withSpace(String.valueOf(model.getFileName()));
        if (!isBegun(run) || isUnfinished(run, named)) {
            measure(model, request, named, run);
        }
        return run;
    }

    private void measure(Path model, Request request, Request named, Path run) {
        ModelFile file = ModelFile.read(model, Optional.empty(), 1);
        Searching search = searching();
        boolean begun = isBegun(run);
        try (Pipeline pipeline = search.open(request, run, search.watchedProgress());
                ResultLog log = begun ? ResultLog.resume(run) : ResultLog.create(run)) {
            if (!begun) {
                log.append(new Entry.Started(
                        clock.instant(),
                        named,
                        options.preset().evolution(Strategy.EVOLUTION, request.seed()),
                        search.provenance(pipeline)));
            }
            log.append(new Entry.Validated(
                    clock.instant(), pipeline.validate(file.network(), run.resolve(SearchRun.WINNER))));
        }
    }

    private Searching searching() {
        return searching.searching(terminal, pipelines, clock);
    }
}
