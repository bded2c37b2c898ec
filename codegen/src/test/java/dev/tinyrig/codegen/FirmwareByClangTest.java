package dev.tinyrig.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Compiler;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines without a cross compiler build with Clang and lld from Maven Central. */
class FirmwareByClangTest {
    /** Unpacking takes seconds and 280 MB, so once for all builds of this folder. */
    private static final Path CACHE = Path.of("target/clang").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"stm32f412", "stm32f746"})
    void givesTheOutputsOfTheReference(String name, @TempDir Path folder) {
        Target target = Targets.load().named(name);
        Network network = Networks.mbConv(1);
        Firmware firmware = toolchain().firmware(network, target, folder);

        Bytes input = Networks.randomInput(network, 1);
        Stimulus stimulus = new Stimulus(input, new ReferenceExecutor(network).run(input));
        try (Session session = new SimBench("sim").open(target)) {
            Measurement seen = session.run(firmware, new Workload(List.of(stimulus), 0, 1, Duration.ofMinutes(2)))
                    .match(
                            measured -> measured.measurement(),
                            rejected -> {
                                throw new AssertionError(rejected.toString());
                            },
                            crashed -> {
                                throw new AssertionError(crashed.toString());
                            });

            assertThat(seen.outputs()).hasSize(1);
        }
    }

    @Test
    void namesItselfInEveryResult() {
        assertThat(compiler().version()).startsWith("clang version");
        assertThat(compiler().flags(Targets.load().named("stm32f746"))).contains("--target=thumbv7em-none-eabihf");
    }

    @Test
    void saysThatTheNamedArchiveIsNotThere(@TempDir Path folder) {
        Map<String, String> environment = Map.of(
                "PATH", "", "TINYRIG_LLVM", folder.resolve("llvm.jar").toString(), "XDG_CACHE_HOME", folder.toString());

        assertThatThrownBy(() -> Compiler.find(environment))
                .isInstanceOf(ToolchainException.class)
                .hasMessageContaining("TINYRIG_LLVM names " + folder.resolve("llvm.jar"));
    }

    private record Builder(Toolchain toolchain) {
        Firmware firmware(Network network, Target target, Path folder) {
            return new Codegen(toolchain).compile(network, target, folder).match(Build.Built::firmware, refused -> {
                throw new AssertionError(refused.toString());
            });
        }
    }

    private static Builder toolchain() {
        return new Builder(new Toolchain(compiler(), CACHE.resolve("objects")));
    }

    private static Compiler compiler() {
        String jar = System.getenv().getOrDefault("TINYRIG_LLVM", "");
        if (jar.isEmpty()) {
            String reason = "SKIPPED: no Clang: TINYRIG_LLVM does not name org.bytedeco:llvm's jar";
            System.err.println(reason);
            return abort(reason);
        }
        return Compiler.find(Map.of("PATH", "", "TINYRIG_LLVM", jar, "XDG_CACHE_HOME", CACHE.toString()));
    }
}
