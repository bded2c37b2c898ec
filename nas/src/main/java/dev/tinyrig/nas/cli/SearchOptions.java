package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.engine.OtherEngine;
import dev.tinyrig.nas.run.Preset;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.Task;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.nas.train.Sharing;
import dev.tinyrig.rig.target.Placement.Tcm;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that decide what a search finds. */
final class SearchOptions {
    private static final String TASK = "speech-commands";
    private static final String OURS = "tinyrig";

    /** What a resumed run cannot change. */
    static final List<String> FIXED_BY_THE_RUN = List.of(
            "--task",
            "--preset",
            "--target",
            "--bench",
            "--max-latency-ms",
            "--fps",
            "--max-sram-kb",
            "--max-flash-kb",
            "--strategy",
            "--space",
            "--engine",
            "--tcm",
            "--sharing",
            "--seed",
            BudgetOption.NAME,
            "--out");

    @Option(
            names = "--task",
            defaultValue = TASK,
            description = "what to recognise: speech-commands, speech-words (all 30 or 35), visual-wake-words,"
                    + " or pictures (any classes); ${DEFAULT-VALUE}")
    private String task = TASK;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "data set (layouts: see the README), else $TINYRIG_DATA, else speech is synthesised")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--preset",
            defaultValue = "quick",
            description =
                    "how much to train and search: standard (90 minutes), quick (20 minutes) or tiny (a smoke test);"
                            + " ${DEFAULT-VALUE}")
    private String preset = "quick";

    @Option(names = "--target", defaultValue = "stm32f746", description = "see 'tinyrig targets'; ${DEFAULT-VALUE}")
    private String target = "stm32f746";

    @Option(
            names = "--bench",
            defaultValue = "sim",
            description =
                    "where candidates run: sim (any target, cycles), sim-instructions, renode, qemu (stm32f405 only), or"
                            + " lab:FILE or lab:FILE#TAG (boards), recording:DIR; ${DEFAULT-VALUE}")
    private String bench = "sim";

    @Option(names = "--max-latency-ms", paramLabel = "MS", description = "of one inference; default by task")
    private Optional<Double> maxLatencyMs = Optional.empty();

    @Option(names = "--fps", paramLabel = "N", description = "inferences a second: the same as --max-latency-ms 1000/N")
    private Optional<Double> fps = Optional.empty();

    @Option(names = "--max-sram-kb", paramLabel = "KB", description = "static data, arena and stack; default by task")
    private Optional<Double> maxSramKb = Optional.empty();

    @Option(names = "--max-flash-kb", paramLabel = "KB", description = "code and weights; default by task")
    private Optional<Double> maxFlashKb = Optional.empty();

    @Option(
            names = "--strategy",
            defaultValue = "evolution",
            description =
                    "evolution; steady: the same without generations, no bench waits; pareto: bred of the front of"
                            + " accuracy, latency and SRAM; or random: as many random networks, a baseline; ${DEFAULT-VALUE}")
    private Strategy strategy = Strategy.EVOLUTION;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description =
                    "searched (the default); best: one width and one input of the features, of which random networks"
                            + " that fit compute the most; such a space by name: w0.6@49x10 or w0.4@64; or a baseline:"
                            + " mobilenetv2 or proxyless, scaled by width, huge, random-space; @INPUT goes with each:"
                            + " frames x MFCC, as searched@49x20, frames x log-mel bands, as searched@mel49x40, or a"
                            + " picture's side")
    private Optional<String> space = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "tinyrig (the default): candidates are built and run; or the model by which they are judged"
                    + " instead: cmsis-nn or tflm. The winner is tested on the device with our engine all the same")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--tcm",
            paramLabel = "off|data|all",
            description = "what a Cortex-M7's tightly coupled memories take of candidates where it fits:"
                    + " data (the default), or kernels too")
    private Optional<Tcm> tcm = Optional.empty();

    @Option(
            names = "--sharing",
            paramLabel = "HOW",
            description =
                    "how the super-network is trained: sandwich (the default), its largest network teaches the smallest"
                            + " and random ones; or paths, random networks learn from labels alone")
    private Optional<Sharing> sharing = Optional.empty();

    @Option(names = "--seed", defaultValue = "1", description = "same seed, same winner; ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "folder of the run; default results/TASK-TIME")
    private Optional<Path> out = Optional.empty();

    Strategy strategy() {
        return strategy;
    }

    Optional<Path> out() {
        return out;
    }

    Request request(Map<String, String> environment) {
        Task.named(task);
        Preset.named(preset);
        Targets.load().named(target);
        return withData(
                new Request(
                        task, preset, target, bench, limits(), seed, space, engine(), tcm, sharing, Optional.empty()),
                environment);
    }

    private Optional<String> engine() {
        try {
            return engine.filter(name -> !name.equals(OURS))
                    .map(OtherEngine::named)
                    .map(OtherEngine::label);
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, "%s, %s".formatted(e.getMessage(), OURS), e);
        }
    }

    private Limits limits() {
        if (fps.isPresent() && maxLatencyMs.isPresent()) {
            throw new RunException(Fault.USAGE, "give one of --fps and --max-latency-ms, not both");
        }
        Limits defaults = Task.named(task).limits();
        try {
            return new Limits(
                    maxLatencyMs.or(() -> fps.map(each -> 1000 / each)).orElse(defaults.maxLatencyMs()),
                    maxSramKb.orElse(defaults.maxSramKb()),
                    maxFlashKb.orElse(defaults.maxFlashKb()));
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** With the folder that the command line or the environment names. */
    Request withData(Request request, Map<String, String> environment) {
        Optional<String> folder =
                data.or(() -> request.data()).or(() -> Optional.ofNullable(environment.get("TINYRIG_DATA")));
        return request.withData(folder);
    }
}
