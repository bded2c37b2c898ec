package dev.tinyrig.codegen.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.tflite.TfliteReader;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Compiler;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.Explanation;
import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Placement.Tcm;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares, layer by layer, the Cortex-M7's own order of instructions with the one that all cores share, and what tightly
 * coupled memories add; writes {@code results/kernels/cortex-m7.md}. No test by its name: the module's README has the command.
 */
class CortexM7Benchmark {
    private static final Path CACHE = Path.of("target/objects");
    private static final Path RESULTS = Path.of("../results/kernels/cortex-m7.md");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Target F746 = Targets.load().named("stm32f746");
    private static final Target H743 = Targets.load().named("stm32h743");

    private static final List<String> PUBLISHED = List.of(
            "keyword_spotting__kws_ref_model",
            "image_classification__pretrainedResnet_quant",
            "visual_wake_words__vww_96_int8",
            "anomaly_detection__ad01_int8",
            "mcunet-5fps_vww",
            "mcunet-10fps_vww");

    private final Toolchain own = new Toolchain(Compiler.find(System.getenv()), CACHE);
    private final Path work;

    CortexM7Benchmark(@TempDir Path work) {
        this.work = work;
    }

    /** One way to build an image. */
    private record Way(String name, Target target, Toolchain toolchain, Tcm tcm) {}

    @Test
    void writesATable() throws IOException {
        StringBuilder text = new StringBuilder(heading());
        List<Way> ways = List.of(
                new Way("F746 shared order", F746, own.inSharedOrder(), Tcm.OFF),
                new Way("own order", F746, own, Tcm.OFF),
                new Way("kernels in ITCM", F746, own, Tcm.ALL),
                new Way("H743 shared order", H743, own.inSharedOrder(), Tcm.OFF),
                new Way("own order", H743, own, Tcm.OFF),
                new Way("data in DTCM", H743, own, Tcm.DATA),
                new Way("kernels in ITCM too", H743, own, Tcm.ALL));
        text.append(layers(BenchmarkLayer.chain("vww1", BenchmarkLayer.table("vww1.csv")), ways));
        text.append(layers(Networks.dsCnn(), ways));
        text.append(whole());

        Files.createDirectories(RESULTS.getParent());
        Files.writeString(RESULTS, text.toString());
        assertThat(text).contains("## vww1", "## ds_cnn", "stm32h7a3");
    }

    private String layers(Network network, List<Way> ways) {
        List<List<LayerCost>> costs = ways.stream()
                .map(way -> costs(network, way, firmware(network, way)))
                .toList();
        StringBuilder text =
                new StringBuilder("\n## %s, %,d MACs%n%n| layer | kMAC |".formatted(network.name(), Macs.of(network)));
        ways.forEach(way -> text.append(" %s |".formatted(way.name())));
        text.append("\n|---|---|").append("---|".repeat(ways.size())).append('\n');
        for (int i = 0; i < network.layers().size(); i++) {
            int layer = i;
            text.append("| %d %s | %.1f |"
                    .formatted(
                            i,
                            network.layers().get(i).name(),
                            Macs.of(network, network.layers().get(i)) / 1e3));
            costs.forEach(all -> text.append(" %,d |".formatted(all.get(layer).cycles())));
            text.append('\n');
        }
        text.append("| sum | %.1f |".formatted(Macs.of(network) / 1e3));
        costs.forEach(all -> text.append(
                " %,d |".formatted(all.stream().mapToLong(LayerCost::cycles).sum())));
        text.append("\n| of the shared order, same chip | |");
        IntStream.range(0, ways.size())
                .mapToObj(i -> ratio(costs, i, ways.get(i).target().equals(F746) ? 0 : 3))
                .forEach(text::append);
        return text.append('\n').toString();
    }

    private static String ratio(List<List<LayerCost>> costs, int way, int base) {
        double cycles = costs.get(way).stream().mapToLong(LayerCost::cycles).sum();
        return String.format(
                Locale.ROOT,
                " %.3f |",
                cycles / costs.get(base).stream().mapToLong(LayerCost::cycles).sum());
    }

    /** As users get them: the defaults. */
    private String whole() {
        List<Target> targets = List.of(F746, Targets.load().named("stm32h7a3"), H743);
        String heads = targets.stream()
                .map(target -> " %s cycles | a MAC | ms |".formatted(target.name()))
                .collect(Collectors.joining());
        StringBuilder text =
                new StringBuilder("\n## Whole networks, default options, cold caches\n\n| network | MACs |" + heads);
        text.append("\n|---|---|").append("---|---|---|".repeat(targets.size())).append('\n');
        for (String model : PUBLISHED) {
            Network network = TfliteReader.fusing()
                    .read(SharedData.path("models/" + model + ".tflite"))
                    .network();
            text.append("| %s | %,d |".formatted(network.name(), Macs.of(network)));
            for (Target target : targets) {
                Way way = new Way(target.name(), target, own, Options.DEFAULT.tcm());
                text.append(cell(Macs.of(network), target, cycles(network, way)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(long macs, Target target, long cycles) {
        return String.format(
                Locale.ROOT,
                " %,d | %.2f | %.2f |",
                cycles,
                (double) cycles / macs,
                1e3 * cycles / target.clocks().coreHz());
    }

    private Firmware firmware(Network network, Way way) {
        Path folder =
                work.resolve(network.name() + way.target().name() + way.name().replace(' ', '-'));
        return new Codegen(way.toolchain(), Options.DEFAULT.with(way.tcm()))
                .compile(network, way.target(), folder)
                .match(Build.Built::firmware, refused -> {
                    throw new IllegalStateException(network.name() + ": " + refused.outcome());
                });
    }

    /** Of one inference with cold caches, whose output equals the reference's. */
    private long cycles(Network network, Way way) {
        return cycles(network, way, firmware(network, way));
    }

    private static long cycles(Network network, Way way, Firmware firmware) {
        Bytes input = Networks.randomInput(network, 1);
        Bytes expected = new ReferenceExecutor(network).run(input);
        Workload workload = new Workload(List.of(new Stimulus(input, expected)), 0, 1, PATIENCE);
        try (Session session = new SimBench("sim").open(way.target())) {
            return measured(session.run(firmware, workload)).medianCount();
        }
    }

    private static Measurement measured(Outcome outcome) {
        return outcome.match(
                Outcome.Measured::measurement,
                rejected -> {
                    throw new IllegalStateException(rejected.toString());
                },
                crashed -> {
                    throw new IllegalStateException(crashed.toString());
                });
    }

    /** Of a second inference, with warm caches; the first one's output equals the reference's. */
    private static List<LayerCost> costs(Network network, Way way, Firmware firmware) {
        cycles(network, way, firmware);
        ImageInference inference = new ImageInference(
                Image.read(firmware.elf(), way.target()),
                ImageRun.Setting.of(way.target(), PATIENCE),
                Explanation.PROFILE);
        ImageInference.Result result = inference.infer(Networks.randomInput(network, 1), 1, 1);
        return LayerCost.of(result.answered()
                .orElseThrow(() -> new IllegalStateException(firmware.elf() + ": " + result.failure()))
                .profile());
    }

    private String heading() {
        return """
                # The Cortex-M7's own order of instructions, and tightly coupled memories

                Cycles of one inference by the simulator's model of each chip, double rounding; every output equalled the Java
                reference. The shared order is that of the Cortex-M4. The F746's main RAM begins with its DTCM, so most data is in it
                already. Two products a cycle is what the core's single multiplier allows: 0.5 cycles a MAC. What does
                not fit a tightly coupled memory stays in main RAM or flash: on the F746 the kernels.

                compiler %s, commit %s
                """
                .formatted(own.compiler().version(), System.getProperty("tinyrig.commit", "unknown"));
    }
}
