package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.data.picture.VisualWakeWords;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.rank.Sampling;
import dev.tinyrig.nas.rank.SpaceRanking;
import dev.tinyrig.nas.rank.SpaceScore;
import dev.tinyrig.nas.report.Fact;
import dev.tinyrig.nas.report.SpacesReport;
import dev.tinyrig.nas.run.Preset;
import dev.tinyrig.nas.run.Progress;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.SpaceRace;
import dev.tinyrig.nas.run.Task;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.space.PictureSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ranks search spaces for a target. */
@Command(
        name = "spaces",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks the 108 picture spaces of the MCUNet paper (12 resolutions, 9 widths) by the mean MACs of the random"
                    + " networks that fit a target; or a task's, which 'tinyrig search --space best' chooses from. Every"
                    + " network is really scheduled; none is trained."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tinyrig spaces --target stm32f746 --out results/spaces-stm32f746",
            "  tinyrig spaces --task speech-commands --target stm32f412"
        })
final class SpacesCommand implements Runnable {
    private static final int SHOWN = 10;

    private final Terminal terminal;
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--target", defaultValue = "stm32f746", description = "see 'tinyrig targets'; ${DEFAULT-VALUE}")
    private String target = "stm32f746";

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "its spaces (inputs and widths) within its limits instead of the paper's within the chip")
    private Optional<String> task = Optional.empty();

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "1000",
            description = "of each space; ${DEFAULT-VALUE}")
    private int networks = 1000;

    @Option(names = "--max-sram-kb", paramLabel = "KB", description = "all the network may use; default the target's")
    private Optional<Integer> maxSramKb = Optional.empty();

    @Option(names = "--max-flash-kb", paramLabel = "KB", description = "all the network may use; default the target's")
    private Optional<Integer> maxFlashKb = Optional.empty();

    @Option(names = "--seed", defaultValue = "1", description = "same seed, same networks; ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "default one per core")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", description = "folder for the table, every network and the report")
    private Optional<Path> out = Optional.empty();

    SpacesCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void run() {
        if (networks < 1 || threads < 1) {
            throw new RunException(
                    Fault.USAGE,
                    "--networks and --threads must be at least 1, not %d, %d".formatted(networks, threads));
        }
        Optional<Limits> limits = task.map(name -> limited(Task.named(name).limits()));
        List<SearchSpace> spaces =
                task.map(this::spacesOf).orElseGet(() -> PictureSpaces.all(VisualWakeWords.LABELS.size()));
        long start = System.nanoTime();
        SpaceRanking ranking = sampled(spaces, new Sampling(networks, seed, limits.isPresent()));
        double seconds = (System.nanoTime() - start) / 1e9;
        List<SpaceScore> best = limits.map(each -> ranking.within(SpaceRace.budget(each, target)))
                .orElseGet(() -> ofTheChip(ranking, Targets.load().named(target)));
        print(best);
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%d networks of %d spaces scheduled in %.1f s on %d threads%n",
                        networks * spaces.size(),
                        spaces.size(),
                        seconds,
                        threads);
        out.ifPresent(folder -> {
            SpacesReport.write("Search spaces for " + target, ranking, best, facts(seconds), folder);
            terminal.out().println("report in " + folder);
        });
    }

    private List<SearchSpace> spacesOf(String name) {
        return SpaceRace.spaces(new Request(
                name,
                Preset.QUICK.label(),
                target,
                "sim",
                Task.named(name).limits(),
                seed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(terminal.environment().get("TINYRIG_DATA"))));
    }

    private Limits limited(Limits ofTask) {
        return new Limits(
                ofTask.maxLatencyMs(),
                maxSramKb.map(Integer::doubleValue).orElse(ofTask.maxSramKb()),
                maxFlashKb.map(Integer::doubleValue).orElse(ofTask.maxFlashKb()));
    }

    private List<SpaceScore> ofTheChip(SpaceRanking ranking, Target chip) {
        return ranking.within(
                maxSramKb.map(kb -> 1024L * kb).orElse(chip.sram().bytes()),
                maxFlashKb.map(kb -> 1024L * kb).orElse(chip.flash().bytes()));
    }

    private SpaceRanking sampled(List<SearchSpace> spaces, Sampling networksOfEach) {
        Progress progress =
                terminal.interactive() ? new BarProgress(terminal.err()) : new LineProgress(terminal.err(), clock);
        try (Progress.Task sampling = progress.task("sampling spaces", spaces.size())) {
            return SpaceRanking.sample(spaces, networksOfEach, threads, sampling::done);
        }
    }

    private void print(List<SpaceScore> best) {
        terminal.out().printf("%-20s %8s %12s %22s%n", "SPACE", "FIT, %", "MEAN M MACs", "TOP FIFTH ABOVE, M");
        best.stream().limit(SHOWN).forEach(score -> terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-20s %8.1f %12.1f %22.1f%n",
                        score.space().name(),
                        100 * score.fitting(),
                        score.meanMacs() / 1e6,
                        score.quantile(0.8) / 1e6));
    }

    private List<Fact> facts(double seconds) {
        Provenance.Host host = Provenance.Host.current();
        return List.of(
                new Fact(
                        "Command",
                        "tinyrig "
                                + String.join(
                                        " ", spec.commandLine().getParseResult().originalArgs())),
                new Fact("Program", "%s (%s)".formatted(Build.version(), Build.commit())),
                new Fact(
                        "Sampling",
                        "%d networks a space, seed %d, %.1f s on %d threads"
                                .formatted(networks, seed, seconds, threads)),
                new Fact("Host", "%s, %d cores, %s".formatted(host.processor(), host.cores(), host.jdk())),
                new Fact("Date", clock.instant().toString()));
    }
}
