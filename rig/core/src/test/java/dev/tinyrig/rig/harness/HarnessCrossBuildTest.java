package dev.tinyrig.rig.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HarnessCrossBuildTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static List<Target> targets() {
        return Targets.load().all();
    }

    @BeforeEach
    void needsTheCrossCompiler() {
        assumeTrue(
                Command.isInstalled(CrossBuild.GCC),
                CrossBuild.GCC + " is not installed: the harness was NOT compiled for any chip");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void linksWithoutAWarningFor(Target target) throws IOException {
        Command build = CrossBuild.run(folder, target, 4096);

        assertThat(build.output()).isEmpty();
        assertThat(build.exitCode()).isZero();
    }

    @Test
    void saysWhichMemoryOverflows() throws IOException {
        Target f405 = Targets.load().named("stm32f405");

        Command build = CrossBuild.run(folder, f405, f405.sram().bytes());

        assertThat(build.exitCode()).isNotZero();
        assertThat(build.output())
                .contains("region `sram' overflowed")
                .contains("stm32f405: sram of 131072 bytes overflows; the network needs a smaller arena");
    }
}
