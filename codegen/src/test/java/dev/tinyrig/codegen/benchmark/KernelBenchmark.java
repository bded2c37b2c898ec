package dev.tinyrig.codegen.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.tflite.TfliteReader;
import dev.tinyrig.codegen.toolchain.Compiler;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts instructions of each kernel and of each layer of a published network in the simulator, every output held against
 * the Java reference, and writes the tables to {@code results/kernels}. No test by its name: the module's README has the
 * command.
 */
class KernelBenchmark {
    private static final Path CACHE = Path.of("target/objects");
    /** Those whose activations fit every target; their figures are for real weights. */
    private static final List<String> PUBLISHED = List.of(
            "mcunet-5fps_vww", "mcunet-10fps_vww", "keyword_spotting__kws_ref_model", "visual_wake_words__vww_96_int8");

    private static final String WHOLE_HEADING =
            """
            | network | MACs | instructions | a MAC | arena B | stack B | flash B, harness included |
            |---|---|---|---|---|---|---|
            """;

    private static final Path RESULTS = Path.of("../results/kernels");

    private final Toolchain toolchain = new Toolchain(Compiler.find(System.getenv()), CACHE);
    private Target target = Targets.load().named("stm32f412");
    private Rounding rounding = Rounding.DOUBLE;
    private Path work = CACHE;

    @ParameterizedTest
    @CsvSource({"stm32f412,DOUBLE", "stm32f412,SINGLE", "stm32f746,DOUBLE"})
    void writesATable(String targetName, Rounding kindOfRounding, @TempDir Path folder) throws IOException {
        target = Targets.load().named(targetName);
        rounding = kindOfRounding;
        work = folder;

        String table = table();

        Files.createDirectories(RESULTS);
        Files.writeString(RESULTS.resolve("%s-%s.md".formatted(targetName, roundingName())), table);
        assertThat(table).contains("mcunet_5fps_vww");
    }

    private String table() throws IOException {
        StringBuilder text = new StringBuilder(heading());
        text.append("\n## Kernels\n\n").append(lines(kernels()));
        List<BenchmarkRow> layers = layersOfVww1();
        text.append("\n## Layers of mcunet-vww1\n\n").append(lines(layers));
        text.append(BenchmarkRow.sum(layers).line());
        text.append("\n## Whole networks\n\n").append(WHOLE_HEADING);
        text.append(whole(vww1()));
        PUBLISHED.forEach(model -> text.append(whole(published(model))));
        return text.toString();
    }

    private static String lines(List<BenchmarkRow> rows) {
        return "%d of %d layers take more than %.2f of their limit.%n%n%s%s"
                .formatted(
                        rows.stream().filter(BenchmarkRow::isAboveLimit).count(),
                        rows.stream().filter(row -> row.limit().isPresent()).count(),
                        BenchmarkRow.TOLERATED,
                        BenchmarkRow.HEADING,
                        rows.stream().map(BenchmarkRow::line).collect(Collectors.joining()));
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                """
                # Kernels on %s, %s rounding

                One inference in the simulator, whose output equalled the Java reference, weights random. Instructions are exact,
                cycles those of the simulator's model of the target at its clock, with warm caches. A kernel alone has all the scratch it
                can use, a layer of the network what is free while it runs. Code is that of every function that ran, shared or not. A limit
                is what SMLAD allows: for convolutions a tile of 2 by 2, for depthwise layers planes of int16 lanes, with 1.75 instructions
                a value to fill them; single rounding, 5 or 5.5 instructions an output. Kernels may go below it; bold are those above
                %.2f of it. The others' instructions are for the Cortex-M4.

                compiler %s, flags %s, commit %s

                """,
                target.name(),
                roundingName(),
                BenchmarkRow.TOLERATED,
                toolchain.compiler().version(),
                String.join(" ", toolchain.compiler().flags(target)),
                System.getProperty("tinyrig.commit", "unknown"));
    }

    private String roundingName() {
        return rounding.name().toLowerCase(Locale.ROOT);
    }

    private List<BenchmarkRow> kernels() throws IOException {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (BenchmarkLayer layer : BenchmarkLayer.table("kernels.csv")) {
            Network network = layer.network(rows.size());
            rows.addAll(rows(List.of(layer), rows.size(), with -> Trial.withRoom(network, with)));
        }
        return rows;
    }

    private List<BenchmarkRow> layersOfVww1() throws IOException {
        Network network = vww1();
        return rows(BenchmarkLayer.table("vww1.csv"), 0, with -> new Scheduler().schedule(network, with));
    }

    /** A row a layer of one schedule; the first has this number. */
    private List<BenchmarkRow> rows(List<BenchmarkLayer> layers, int number, Function<Options, Schedule> schedule) {
        Trial trial = run(schedule, rounding);
        List<LayerCost> costs = trial.layers();
        Optional<List<LayerCost>> single = rounding == Rounding.SINGLE
                ? Optional.empty()
                : Optional.of(run(schedule, Rounding.SINGLE).layers());
        return IntStream.range(0, layers.size())
                .mapToObj(i -> {
                    BenchmarkLayer layer = layers.get(i);
                    Step step = trial.schedule().steps().get(i);
                    return new BenchmarkRow(
                            number + i + " " + layer.title(),
                            Macs.of(trial.schedule().network(), step.layer()),
                            costs.get(i),
                            layer.limit(),
                            single.map(all -> exactRounding(costs.get(i), all.get(i), layer))
                                    .orElse(OptionalDouble.empty()),
                            step.kernel().scratchBytes(),
                            layer.others());
                })
                .toList();
    }

    private static OptionalDouble exactRounding(LayerCost exact, LayerCost single, BenchmarkLayer layer) {
        return OptionalDouble.of((double) (exact.instructions() - single.instructions())
                / layer.to().size());
    }

    private String whole(Network network) {
        Trial trial =
                Trial.run(toolchain, target, Options.DEFAULT.with(rounding), network, work.resolve(network.name()));
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %.3f | %,d | %,d | %,d |%n",
                network.name(),
                Macs.of(network),
                trial.instructions(),
                (double) trial.instructions() / Macs.of(network),
                trial.schedule().arenaBytes(),
                trial.measurement().memory().stackTouchedBytes(),
                trial.flashBytes());
    }

    private static Network vww1() throws IOException {
        return BenchmarkLayer.chain("vww1", BenchmarkLayer.table("vww1.csv"));
    }

    private static Network published(String model) {
        return TfliteReader.fusing()
                .read(SharedData.path("models/" + model + ".tflite"))
                .network();
    }

    private Trial run(Function<Options, Schedule> schedule, Rounding how) {
        Schedule made = schedule.apply(Options.DEFAULT.with(how));
        return Trial.run(toolchain, target, made, work.resolve(made.network().name() + how));
    }
}
