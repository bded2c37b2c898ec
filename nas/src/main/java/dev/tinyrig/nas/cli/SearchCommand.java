package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import dev.tinyrig.nas.run.Preset;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
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
    private BudgetOption budget = new BudgetOption();

    @Mixin
    private SearchingOptions searching = new SearchingOptions();

    SearchCommand(Terminal terminal, Pipeline.Factory pipelines, Clock clock) {
        this.terminal = terminal;
        this.pipelines = pipelines;
        this.clock = clock;
    }

    @Override
    public void run() {
        if (resume.isPresent()) {
            resume(resume.get());
        } else {
            start();
        }
    }

    private void start() {
        Request request = options.request(terminal.environment());
        Path run =
                options.out().orElseGet(() -> Path.of("results", request.task() + "-" + STAMP.format(clock.instant())));
        searching()
                .start(
                        request,
                        Preset.named(request.preset()).evolution(options.strategy(), request.seed()),
                        run,
                        budget);
    }

    private void resume(Path run) {
        refuseWhatTheRunFixes();
        searching().resume(run, request -> options.withData(request, terminal.environment()));
    }

    private Searching searching() {
        return searching.searching(terminal, pipelines, clock);
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
}
