package dev.tinyrig.codegen.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Techniques;
import dev.tinyrig.codegen.toolchain.Compiler;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Switches off one technique after the other, then streams blocks under tighter and tighter limits, and writes what that does
 * to instructions, SRAM and flash to {@code results/ablation}. No test by its name: the module's README has the command.
 */
class AblationBenchmark {
    private static final Path CACHE = Path.of("target/objects");
    private static final Path RESULTS = Path.of("../results/ablation");
    private static final Target TARGET = Targets.load().named("stm32f412");

    private final Toolchain toolchain = new Toolchain(Compiler.find(System.getenv()), CACHE);

    @Test
    void writesATable(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder(heading());
        for (Network network : List.of(vww1(), Networks.dsCnn())) {
            text.append(table(network, folder));
        }

        Files.createDirectories(RESULTS);
        Files.writeString(RESULTS.resolve(TARGET.name() + ".md"), text.toString());

        assertThat(text).contains("everything", "streamed");
    }

    private static Network vww1() throws IOException {
        return BenchmarkLayer.chain("mcunet_vww1", BenchmarkLayer.table("vww1.csv"));
    }

    /** Every way to build a network, by what it is called. */
    private static Map<String, Options> ways() {
        Options all = Options.DEFAULT;
        Map<String, Options> ways = new LinkedHashMap<>();
        ways.put("everything", all);
        ways.put("interpreted", all.with(Techniques.ALL.withoutStraightLineCode()));
        ways.put("without adaptive memory", all.with(Techniques.ALL.withoutAdaptiveMemory()));
        ways.put("without specialised kernels", all.with(Techniques.ALL.withoutSpecialisedKernels()));
        ways.put("without in-place depthwise", all.with(Techniques.ALL.withoutInPlaceDepthwise()));
        ways.put("with operators that are not used", all.with(Techniques.ALL.withAllOperators()));
        ways.put("single rounding", all.with(Rounding.SINGLE));
        for (int limit : List.of(60_000, 50_000, 45_136, 40_000, 35_664, 32_000, 28_000, 26_000)) {
            ways.put(String.format(Locale.ROOT, "streamed within %,d bytes", limit), all.within(limit));
        }
        ways.put("streamed to the least", all.within(1));
        return ways;
    }

    private String table(Network network, Path folder) {
        StringBuilder table = new StringBuilder("\n## %s, %,d MACs\n\n".formatted(network.name(), Macs.of(network)));
        table.append(
                "| | instructions | of everything | arena B | stack B | flash B | streamed blocks (rows a pass) |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        long base = 0;
        int arenaBytes = new Codegen(toolchain).schedule(network, TARGET).arenaBytes();
        for (var way : ways().entrySet()) {
            Path work = folder.resolve(network.name() + "-" + way.getKey().replaceAll("\\W", "-"));
            if (way.getValue().arenaLimit().orElse(0) > arenaBytes) {
                continue;
            }
            Trial trial = Trial.run(toolchain, TARGET, way.getValue(), network, work);
            base = base == 0 ? trial.instructions() : base;
            table.append(row(way.getKey(), trial, base));
        }
        return table.toString();
    }

    private static String row(String name, Trial trial, long base) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.3f | %,d | %,d | %,d | %s |%n",
                name,
                trial.instructions(),
                (double) trial.instructions() / base,
                trial.schedule().arenaBytes(),
                trial.measurement().memory().stackTouchedBytes(),
                trial.flashBytes(),
                blocks(trial.schedule()));
    }

    private static String blocks(Schedule schedule) {
        String rows = schedule.streamed().stream()
                .map(block -> String.valueOf(block.rows()))
                .collect(Collectors.joining(", "));
        return schedule.streamed().size() + (rows.isEmpty() ? "" : " (" + rows + ")");
    }

    private String heading() {
        return """
                # What each technique gives on %s

                Instructions of one inference, counted in the simulator; every output equalled the Java reference. Weights are
                random, so only sizes and shapes are those of the networks named. The arena holds activations, the input and all
                scratch. A technique is switched off alone.

                compiler %s, flags %s, commit %s, %s
                """
                .formatted(
                        TARGET.name(),
                        toolchain.compiler().version(),
                        String.join(" ", toolchain.compiler().flags(TARGET)),
                        System.getProperty("tinyrig.commit", "unknown"),
                        LocalDate.now(ZoneOffset.UTC));
    }
}
