package dev.tinyrig.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.CrossTools;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.rig.bench.sim.Explanation;
import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageProfile;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile of generated firmware: each layer by its name, and no cycle that is nobody's. */
class FirmwareProfileTest {
    private static final Path CACHE = Path.of("target/objects");
    private static final int RUNS = 2;

    @ParameterizedTest
    @ValueSource(strings = {"stm32f405", "stm32f746"})
    void layersAndFunctionsAddUpToTheCyclesOfTheInference(String name, @TempDir Path folder) {
        Target target = Targets.load().named(name);
        Network network = Networks.randomGraph(3, 12);

        ImageInference.Answered answered = infer(target, network, folder);
        ImageProfile profile = answered.profile();

        assertThat(profile.functions().stream()
                        .mapToLong(ImageProfile.Row::cycles)
                        .sum())
                .isEqualTo(answered.cycles());
        assertThat(profile.profile().instructions()).isEqualTo(answered.instructions());
        assertThat(profile.layers())
                .extracting(ImageProfile.Row::name)
                .containsExactlyElementsOf(
                        network.layers().stream().map(Layer::name).toList());
        assertThat(profile.layers()).extracting(ImageProfile.Row::calls).containsOnly((long) RUNS);
        long inLayers =
                profile.layers().stream().mapToLong(ImageProfile.Row::cycles).sum();
        assertThat(inLayers)
                .isLessThanOrEqualTo(profile.networkCycles())
                .isGreaterThan(profile.networkCycles() * 9 / 10);
        assertThat(profile.networkCycles()).isLessThan(answered.cycles());
        assertThat(profile.collapsedStacks())
                .contains("net_run;" + network.layers().get(0).name() + ";kernel_");
    }

    private static ImageInference.Answered infer(Target target, Network network, Path folder) {
        Firmware firmware = new Codegen(CrossTools.toolchain(CACHE))
                .compile(network, target, folder)
                .match(Build.Built::firmware, refused -> {
                    throw new AssertionError(refused.toString());
                });
        ImageRun.Setting setting = ImageRun.Setting.of(target, Duration.ofSeconds(10));
        return new ImageInference(Image.read(firmware.elf(), target), setting, Explanation.PROFILE)
                .infer(Networks.randomInput(network, 1), RUNS, 0)
                .answered()
                .orElseThrow();
    }
}
