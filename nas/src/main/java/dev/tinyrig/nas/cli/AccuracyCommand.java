package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.AccuracyLog;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.rig.accuracy.PublishedLatency;
import dev.tinyrig.rig.accuracy.Spread;
import dev.tinyrig.rig.accuracy.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the simulator with published latencies of silicon. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = {
            "Runs images in the simulator whose latencies on silicon are published, and says how far it is off.",
            "The list is CSV: image,target,banks,input,published_ms,source; images are paths below --images."
        },
        footerHeading = "%nExample, with checkouts of mlcommons/tiny_results_v1.1 and v1.2 in ~/mlcommons:%n",
        footer = "  tinyrig accuracy rig/sim/accuracy/mlperf-tiny.csv --images ~/mlcommons")
final class AccuracyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "LIST", description = "published latencies")
    private Path list = Path.of("");

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "folder of the images")
    private Path images = Path.of("");

    @Option(names = "--only", paramLabel = "REGEX", description = "only images whose path it is found in")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "2",
            description = "inferences of each image behind one warm-up; ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results/accuracy",
            description = "folder of the log; ${DEFAULT-VALUE}")
    private Path out = Path.of("");

    AccuracyCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<Trial.Result> results = new ArrayList<>();
        try (AccuracyLog log = AccuracyLog.append(out)) {
            log.start(clock.instant(), Build.version(), Build.commit(), arguments(), Provenance.Host.current());
            for (PublishedLatency row : PublishedLatency.readAll(list)) {
                if (only.matcher(row.image()).find()) {
                    Trial.Result result = new Trial(row, images, runs).run();
                    results.add(result);
                    log.add(result);
                    print(result);
                }
            }
            Spread.of(results).forEach(log::add);
        }
        Spread.of(results).forEach(this::print);
        terminal.out().flush();
        boolean complete = !results.isEmpty()
                && results.stream().allMatch(result -> result.failure().isEmpty());
        return (complete ? ExitCode.OK : ExitCode.IMAGE).code();
    }

    private List<String> arguments() {
        return spec.commandLine().getParent().getParseResult().originalArgs();
    }

    private void print(Trial.Result result) {
        PublishedLatency row = result.published();
        result.predictedMs().ifPresent(ms -> terminal.out()
                .printf(
                        "%-10s %10.3f ms predicted %10.3f ms published %+6.2f %%  %s%n",
                        row.target(),
                        ms,
                        row.publishedMs(),
                        result.errorPercent().orElseThrow(),
                        row.image()));
        result.failure().ifPresent(failure -> terminal.out()
                .printf(
                        "%-10s %s: %s%n",
                        row.target(), row.image(), failure.lines().findFirst().orElse("")));
        terminal.out().flush();
    }

    private void print(Spread spread) {
        terminal.out()
                .printf(
                        "%-10s %d images, %d failed: mean error %.2f %%, worst %.2f %%, bias %+.2f %%%n",
                        spread.core(),
                        spread.images(),
                        spread.failed(),
                        spread.meanPercent(),
                        spread.worstPercent(),
                        spread.biasPercent());
    }
}
