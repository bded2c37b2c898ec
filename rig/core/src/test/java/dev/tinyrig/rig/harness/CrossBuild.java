package dev.tinyrig.rig.harness;

import dev.tinyrig.rig.target.LinkerScript;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Links the harness and a network that echoes its input for a chip. */
final class CrossBuild {
    static final String GCC = "arm-none-eabi-gcc";
    static final String IMAGE = "firmware.elf";

    private CrossBuild() {}

    static Command run(Path folder, Target target, long stackBytes) throws IOException {
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
        words.addAll(List.of("-o", IMAGE));
        return Command.run(folder, new byte[0], words);
    }
}
