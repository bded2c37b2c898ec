package dev.tinyrig.codegen.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.tflite.TfliteReader;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Compiler;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        List<BenchmarkLayer> network = BenchmarkLayer.table("vww1.csv");
        StringBuilder text = new StringBuilder(heading());
        text.append("\n## Kernels\n\n").append(BenchmarkRow.HEADING);
        rows(BenchmarkLayer.table("kernels.csv")).forEach(row -> text.append(row.line()));
        List<BenchmarkRow> layers = rows(network);
        text.append("\n## Layers of mcunet-vww1\n\n").append(BenchmarkRow.HEADING);
        layers.forEach(row -> text.append(row.line()));
        text.append(BenchmarkRow.sum(layers).line());
        text.append("\n## Whole networks\n\n").append(WHOLE_HEADING);
        text.append(whole(BenchmarkLayer.chain("vww1", network)));
        PUBLISHED.forEach(model -> text.append(whole(published(model))));
        return text.toString();
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                """
                # Kernels on %s, %s rounding

                Instructions counted in the simulator, an inference each, weights of single layers random; every output equalled
                the Java reference. A layer alone has no scratch but its least, where in a network it may take what is free. A limit is what SMLAD allows with a tile of 2 by 2 and single rounding, 5.5 instructions an
                output; kernels may go below it. The others' instructions are for the Cortex-M4.

                compiler %s, flags %s, commit %s

                """,
                target.name(),
                roundingName(),
                toolchain.compiler().version(),
                String.join(" ", toolchain.compiler().flags(target)),
                System.getProperty("tinyrig.commit", "unknown"));
    }

    private String roundingName() {
        return rounding.name().toLowerCase(Locale.ROOT);
    }

    private List<BenchmarkRow> rows(List<BenchmarkLayer> layers) {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (BenchmarkLayer layer : layers) {
            Network network = layer.network(rows.size());
            Run run = run(network);
            rows.add(new BenchmarkRow(
                    rows.size() + " " + layer.title(),
                    Macs.of(network),
                    run.measurement().medianCount(),
                    layer.limit(),
                    run.schedule().steps().get(0).kernel().scratchBytes(),
                    layer.others()));
        }
        return rows;
    }

    private String whole(Network network) {
        Run run = run(network);
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %.3f | %,d | %,d | %,d |%n",
                network.name(),
                Macs.of(network),
                run.measurement().medianCount(),
                (double) run.measurement().medianCount() / Macs.of(network),
                run.schedule().arenaBytes(),
                run.measurement().memory().stackTouchedBytes(),
                run.firmware().footprint().flashBytes());
    }

    private static Network published(String model) {
        return TfliteReader.fusing()
                .read(SharedData.path("models/" + model + ".tflite"))
                .network();
    }

    private record Run(Schedule schedule, Firmware firmware, Measurement measurement) {}

    private Run run(Network network) {
        Codegen codegen = new Codegen(toolchain, Options.DEFAULT.with(rounding));
        Firmware firmware = codegen.compile(network, target, work.resolve(network.name()))
                .match(Build.Built::firmware, refused -> {
                    throw new IllegalStateException(network.name() + ": " + refused.outcome());
                });
        Bytes input = Networks.randomInput(network, 1);
        Bytes expected = new ReferenceExecutor(network, rounding).run(input);
        Workload workload = new Workload(List.of(new Stimulus(input, expected)), 0, 1, Duration.ofMinutes(5));
        try (Session session = SimBench.countingInstructions("sim").open(target)) {
            Measurement measurement = session.run(firmware, workload)
                    .match(
                            outcome -> outcome.measurement(),
                            rejected -> {
                                throw new IllegalStateException(network.name() + ": " + rejected);
                            },
                            crashed -> {
                                throw new IllegalStateException(network.name() + ": " + crashed);
                            });
            return new Run(codegen.schedule(network), firmware, measurement);
        }
    }
}
