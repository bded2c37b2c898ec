package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Preset;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.Task;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that decide which searches a study consists of. */
final class StudyOptions {
    private static final String TASK = "speech-commands";

    private static final long USUAL_SEED = 1;

    /** A bench waits no longer for an inference. */
    private static final double NO_LATENCY_LIMIT_MS = 60_000;

    @Option(names = "--task", defaultValue = TASK, description = "as of 'tinyrig search'; ${DEFAULT-VALUE}")
    private String task = TASK;

    @Option(names = "--data", paramLabel = "DIR", description = "as of 'tinyrig search'")
    private Optional<String> data = Optional.empty();

    @Option(names = "--preset", defaultValue = "quick", description = "of each search; ${DEFAULT-VALUE}")
    private String preset = "quick";

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "stm32f746",
            description = "one table each; the paper's are stm32f412,stm32f746,stm32f765,stm32h743; ${DEFAULT-VALUE}")
    private List<String> targets = List.of("stm32f746");

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description = "of our search, and of baselines that name none; as of 'tinyrig search'")
    private Optional<String> space = Optional.empty();

    @Option(
            names = "--baselines",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "random,mobilenetv2,proxyless,cmsis-nn",
            description =
                    "each a space, strategy, engine or way of sharing of 'tinyrig search', or several joined by +,"
                            + " such as mobilenetv2@25x10+cmsis-nn; ${DEFAULT-VALUE}")
    private List<String> baselines = List.of();

    @Option(
            names = "--fps",
            split = ",",
            paramLabel = "N",
            description = "inferences a second, one table for each; none: no limit of latency")
    private List<String> fps = List.of();

    @Option(names = "--max-latency-ms", paramLabel = "MS", description = "of one inference; default by task")
    private Optional<Double> maxLatencyMs = Optional.empty();

    @Option(names = "--max-sram-kb", paramLabel = "KB", description = "static data, arena and stack; default by task")
    private Optional<Double> maxSramKb = Optional.empty();

    @Option(names = "--max-flash-kb", paramLabel = "KB", description = "code and weights; default by task")
    private Optional<Double> maxFlashKb = Optional.empty();

    @Option(names = "--whole-chip", description = "all the target's SRAM and flash instead of the task's limits")
    private boolean wholeChip;

    @Option(names = "--bench", defaultValue = "sim", description = "as of 'tinyrig search'; ${DEFAULT-VALUE}")
    private String bench = "sim";

    @Option(
            names = {"--seeds", "--seed"},
            split = ",",
            paramLabel = "N",
            defaultValue = "1",
            description = "every search once with each; several tell luck from merit; ${DEFAULT-VALUE}")
    private List<Long> seeds = List.of(USUAL_SEED);

    /**
     * Searches that end in one table.
     *
     * @param name of their folder
     */
    record Part(String name, Target target, Limits limits) {}

    /** One search of the study. */
    record Planned(Part part, Variant variant, long seed) {
        /** Of its run, inside the study's. */
        Path folder() {
            String name = variant.name() + (seed == USUAL_SEED ? "" : "-seed" + seed);
            return Path.of(part.name(), name);
        }
    }

    /** Part by part, and in each seed by seed: ours, then the baselines. */
    List<Planned> searches() {
        List<Variant> variants = variants();
        return parts().stream()
                .flatMap(part -> seeds.stream()
                        .flatMap(seed -> variants.stream().map(variant -> new Planned(part, variant, seed))))
                .toList();
    }

    /** Refuses what no search could begin with, before the first one takes its hour. */
    void check(Map<String, String> environment) {
        Part any = parts().get(0);
        variants().forEach(variant -> Task.check(request(new Planned(any, variant, seeds.get(0)), environment)));
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (String name : targets) {
            Target target = Targets.load().named(name);
            Limits limits = limits(target);
            if (fps.isEmpty()) {
                parts.add(new Part(name, target, limits));
            }
            fps.forEach(rate -> parts.add(new Part(name + "-" + rate + "fps", target, at(rate, limits))));
        }
        return parts;
    }

    private List<Variant> variants() {
        return Stream.concat(Stream.of(ours()), baselines.stream().map(ours()::butFor))
                .toList();
    }

    private Variant ours() {
        return Variant.ours(space);
    }

    Preset preset() {
        return Preset.named(preset);
    }

    /** Ours on a part, with the first seed. */
    Planned ours(Part part) {
        return new Planned(part, ours(), seeds.get(0));
    }

    Request request(Planned search, Map<String, String> environment) {
        return new Request(
                task,
                preset,
                search.part().target().name(),
                bench,
                search.part().limits(),
                search.seed(),
                search.variant().space(),
                search.variant().engine(),
                Optional.empty(),
                search.variant().sharing(),
                data.or(() -> Optional.ofNullable(environment.get("TINYRIG_DATA"))));
    }

    private Limits limits(Target target) {
        Limits defaults = Task.named(task).limits();
        try {
            return new Limits(
                    maxLatencyMs.orElse(defaults.maxLatencyMs()),
                    maxSramKb.orElse(wholeChip ? target.sram().bytes() / 1024.0 : defaults.maxSramKb()),
                    maxFlashKb.orElse(wholeChip ? target.flash().bytes() / 1024.0 : defaults.maxFlashKb()));
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Limits at(String fps, Limits limits) {
        try {
            double latencyMs = fps.equals("none") ? NO_LATENCY_LIMIT_MS : 1000 / Double.parseDouble(fps);
            return new Limits(latencyMs, limits.maxSramKb(), limits.maxFlashKb());
        } catch (IllegalArgumentException e) {
            throw new RunException(Fault.USAGE, "--fps takes numbers above 0, or none, not '%s'".formatted(fps), e);
        }
    }
}
