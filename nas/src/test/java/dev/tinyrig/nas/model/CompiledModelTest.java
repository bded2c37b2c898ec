package dev.tinyrig.nas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.toolchain.Compiler;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.nas.data.RealData;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models built with the cross compiler and run in the simulator. */
class CompiledModelTest {
    private static final Path CACHE = Path.of("target/objects");

    private final Path folder;

    CompiledModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void tellsWhatEachLayerCosts() throws Exception {
        Network network = Nets.small();
        CompiledModel.Setting setting = setting("stm32f412");

        CompiledModel compiled = CompiledModel.of(network, setting, folder);
        compiled.document(folder, Path.of("small.tflite"), "", setting);

        assertThat(compiled.layers())
                .extracting(LayerRow::name)
                .containsExactly("conv0", "conv1", "conv2", "conv3", "conv4", "pool", "dense");
        assertThat(compiled.layers()).allMatch(row -> row.cycles() > row.instructions() / 2 && row.instructions() > 0);
        assertThat(compiled.layers().stream().mapToLong(LayerRow::instructions).sum())
                .as("all but the harness, which prints a time stamp within the laps that are measured")
                .isBetween(compiled.instructions() - 2_000, compiled.instructions());
        assertThat(compiled.layers().stream().mapToLong(LayerRow::macs).sum()).isEqualTo(Macs.of(network));
        assertThat(compiled.layers().get(0).flashBytes()).isGreaterThan(16 + 4 * 12);
        assertThat(folder).isDirectoryContaining("glob:**/{README.md}").isDirectoryContaining("glob:**/arena.svg");
        assertThat(Files.readString(folder.resolve("README.md"))).contains(new LayerTable(compiled.layers()).text());
        assertThat(ModelFile.read(folder.resolve("network.tflite"), Optional.empty(), 1)
                        .network()
                        .layers())
                .usingRecursiveComparison()
                .isEqualTo(network.layers());
    }

    @Test
    void streamedLayersHaveTheirCostsToo() {
        Network network = ModelFile.read(
                        RealData.folder("models").resolve("mcunet-5fps_vww.tflite"), Optional.empty(), 1)
                .network();
        CompiledModel.Setting usual = setting("stm32f412");
        CompiledModel.Setting tight = new CompiledModel.Setting(
                usual.toolchain(),
                new Codegen(usual.toolchain(), Options.DEFAULT.within(60_000)),
                usual.target(),
                Rounding.DOUBLE);

        CompiledModel compiled = CompiledModel.of(network, tight, folder);

        assertThat(compiled.schedule().arenaBytes()).isLessThanOrEqualTo(60_000);
        assertThat(compiled.layers()).anyMatch(row -> row.kernel().startsWith("streamed "));
        assertThat(compiled.layers()).allMatch(row -> row.instructions() > 0);
        assertThat(compiled.layers().stream().mapToLong(LayerRow::instructions).sum())
                .isGreaterThan(compiled.instructions() * 98 / 100);
    }

    @Test
    void refusesWhatDoesNotFitTheTarget() {
        ModelFile large =
                ModelFile.read(RealData.folder("architectures").resolve("proxyless_mobile.json"), Optional.empty(), 1);

        assertThatThrownBy(() -> CompiledModel.of(large.network(), setting("stm32f412"), folder))
                .isInstanceOf(CompiledModel.NotFitting.class)
                .hasMessageStartingWith("arena of ");
    }

    @Test
    void theArenaOverTimeShowsWhoReadsAndWrites() {
        Schedule schedule = new Scheduler().schedule(LayerSearch.beginning(Nets.small(), 1));

        String text = new ArenaText(schedule).text();

        assertThat(text.lines().skip(1)).hasSize(2).allMatch(line -> line.contains("W") && line.contains("r"));
        assertThat(new ArenaPicture(schedule).svg())
                .startsWith("<svg ")
                .contains("<title>conv1: 64 bytes at ")
                .contains("<title>input: 64 bytes at ");
    }

    @Test
    void namesInputAndLayerOfADeviceThatDiffers() {
        // What the device runs is built from another network than the reference: as a miscompiled layer would be.
        CompiledModel.Setting setting = setting("stm32f412");
        try (Lab lab = Lab.of("sim", 1)) {
            Sample sample = new Sample("first", Nets.input(1), Optional.empty(), Optional.empty());
            Verification verification = new Verification(
                    Nets.small(),
                    setting,
                    lab,
                    folder,
                    network -> LayerSearch.beginning(
                            Nets.small(3), network.layers().size() - 1));

            Verification.Result result = verification.run(List.of(sample), 1, done -> {});

            assertThat(result.difference().orElseThrow())
                    .startsWith("first: layer 3 of 7, conv3, is the first that differs from the reference: 1 of 1 ")
                    .contains(" is ")
                    .endsWith("its output is 4x4x4, channels last");
        }
    }

    @ParameterizedTest
    @CsvSource({"keyword_spotting__kws_ref_model, stm32f412", "mcunet-10fps_vww, stm32f746"})
    void publishedModelsInferAsRecorded(String name, String target) {
        Path data = RealData.folder("models");
        Network network = ModelFile.read(data.resolve(name + ".tflite"), Optional.empty(), 1)
                .network();
        List<Sample> samples = new Samples(network, Samples.Encoding.SIGNED, Optional.empty())
                .read(List.of(RealData.folder("golden").resolve(name)));

        Verification.Result result = verify(network, target, samples);

        assertThat(result.difference()).isEmpty();
        assertThat(result.measurements().get(0).outputs())
                .containsExactlyElementsOf(samples.stream()
                        .map(sample -> sample.recorded().orElseThrow())
                        .toList());
    }

    @Test
    void keywordsOfTheTestPartAreHeardAsOftenAsByTheReferenceModel() {
        Path model = RealData.folder("models").resolve("keyword_spotting__kws_ref_model.tflite");
        Network network = ModelFile.read(model, Optional.empty(), 1).network();
        List<Sample> samples = new Samples(network, Samples.Encoding.SIGNED, Optional.of("test"))
                .read(List.of(RealData.folder("kws01")));

        Verification.Result result = verify(network, "stm32f412", samples);

        assertThat(result.difference()).isEmpty();
        assertThat(result.labelled()).isEqualTo(92);
        assertThat(result.right()).isEqualTo(86); // 93.48 %
    }

    @Test
    void recordedOutputsThatTheReferenceDoesNotGiveAreToldFirst() {
        Sample wrong = new Sample(
                "odd",
                Nets.input(1),
                Optional.empty(),
                Optional.of(new ReferenceExecutor(Nets.small(2)).run(Nets.input(1))));

        assertThatThrownBy(() -> verify(Nets.small(), "stm32f412", List.of(wrong)))
                .isInstanceOf(ModelException.class)
                .hasMessageMatching("odd: the reference gives [0-9a-f]{6}, recorded is [0-9a-f]{6}");
    }

    private Verification.Result verify(Network network, String target, List<Sample> samples) {
        try (Lab lab = Lab.of("sim", 2)) {
            return new Verification(network, setting(target), lab, folder).run(samples, 2, done -> {});
        }
    }

    private static CompiledModel.Setting setting(String target) {
        try {
            Toolchain toolchain = new Toolchain(Compiler.find(System.getenv()), CACHE);
            return new CompiledModel.Setting(
                    toolchain, new Codegen(toolchain), Targets.load().named(target), Rounding.DOUBLE);
        } catch (ToolchainException e) {
            String reason = "SKIPPED: " + e.getMessage();
            System.err.println(reason);
            return abort(reason);
        }
    }
}
