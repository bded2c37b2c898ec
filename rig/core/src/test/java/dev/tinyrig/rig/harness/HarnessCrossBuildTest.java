package dev.tinyrig.rig.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.target.LinkerScript;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetHeader;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HarnessCrossBuildTest {
    private static final String GCC = "arm-none-eabi-gcc";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static List<Target> targets() {
        return Targets.load().all();
    }

    @BeforeEach
    void needsTheCrossCompiler() {
        assumeTrue(Command.isInstalled(GCC), GCC + " is not installed: the harness was NOT compiled for any chip");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void linksWithoutAWarningFor(Target target) throws IOException {
        Command build = build(target, 4096);

        assertThat(build.output()).isEmpty();
        assertThat(build.exitCode()).isZero();
    }

    @Test
    void saysWhichMemoryOverflows() throws IOException {
        Target f405 = Targets.load().named("stm32f405");

        Command build = build(f405, f405.sram().bytes());

        assertThat(build.exitCode()).isNotZero();
        assertThat(build.output())
                .contains("region `sram' overflowed")
                .contains("stm32f405: sram of 131072 bytes overflows; the network needs a smaller arena");
    }

    private Command build(Target target, long stackBytes) throws IOException {
        Files.writeString(folder.resolve(TargetHeader.FILE_NAME), TargetHeader.of(target));
        Files.writeString(folder.resolve(LinkerScript.FILE_NAME), LinkerScript.of(target, stackBytes, 16));
        List<String> words = new ArrayList<>(List.of(GCC, "-std=c11", "-O2", "-ffreestanding"));
        words.addAll(List.of("-mcpu=" + target.core().cpu(), "-mthumb", "-mfpu=" + target.fpu(), "-mfloat-abi=hard"));
        words.addAll(List.of("-ffunction-sections", "-fdata-sections"));
        words.addAll(List.of("-Wall", "-Wextra", "-Werror", "-Wpedantic", "-Wconversion", "-Wshadow"));
        words.addAll(List.of("-I" + HarnessTree.ROOT, "-I."));
        HarnessTree.sourcesFor(target.port()).forEach(source -> words.add(source.toString()));
        words.add(HarnessTree.ROOT.resolve("test/net_echo.c").toString());
        words.addAll(List.of("-nostdlib", "-lgcc", "-Wl,--build-id=sha1,--gc-sections", "-T", LinkerScript.FILE_NAME));
        words.addAll(List.of("-o", "firmware.elf"));
        return Command.run(folder, new byte[0], words);
    }
}
