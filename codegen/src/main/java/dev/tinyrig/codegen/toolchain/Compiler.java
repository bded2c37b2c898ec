package dev.tinyrig.codegen.toolchain;

import dev.tinyrig.rig.target.Target;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ARM cross compiler of this machine.
 *
 * @param executable the driver
 * @param version how it names itself
 */
public record Compiler(Path executable, String version, Family family) {
    /** The environment variable that names a GCC. */
    public static final String VARIABLE = "TINYRIG_ARM_GCC";

    private static final String NAME = "arm-none-eabi-gcc";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * For every file of an image. Contraction into fused operations would change the bytes that softmax writes.
     * {@link #flags} adds the core.
     */
    private static final List<String> COMMON_FLAGS = List.of(
            "-std=c11",
            "-O3",
            "-mthumb",
            "-mfloat-abi=hard",
            "-ffreestanding",
            "-ffp-contract=off",
            "-ffunction-sections",
            "-fdata-sections",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Wconversion",
            "-Wshadow",
            "-Werror");

    private static final String GARBAGE_COLLECTION = "-Wl,--gc-sections";

    /** For the link; a bare chip has no loader that would heed an executable stack, which libgcc's objects imply. */
    private static final List<String> LINK_FLAGS = List.of(
            "-nostdlib", "-Wl,--build-id=sha1", GARBAGE_COLLECTION, "-Wl,--fatal-warnings", "-Wl,-z,noexecstack");

    /** What compilers are told in different words. */
    public enum Family {
        GCC {
            @Override
            List<String> flags() {
                return List.of();
            }

            @Override
            List<String> linkFlags() {
                return List.of("-lgcc");
            }

            @Override
            boolean needs(String source) {
                return !source.equals("port_division.c");
            }
        },
        /** Clang with lld, and without any library. */
        CLANG {
            @Override
            List<String> flags() {
                return List.of("--target=thumbv7em-none-eabihf");
            }

            @Override
            List<String> linkFlags() {
                return List.of("-fuse-ld=lld");
            }

            @Override
            boolean needs(String source) {
                return true;
            }
        };

        abstract List<String> flags();

        abstract List<String> linkFlags();

        /** Whether an image needs a file of the harness: libgcc divides better than we do. */
        abstract boolean needs(String source);
    }

    /**
     * The GCC that the environment names, the one on its PATH, or else the Clang of Maven Central, which is to be named at
     * first and is in the user's cache from then on.
     *
     * @throws ToolchainException if there is none, saying how to install it
     */
    public static Compiler find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return gcc(Path.of(named));
        }
        return onPath(environment.getOrDefault("PATH", ""))
                .map(Compiler::gcc)
                .or(() -> ClangArchive.of(environment).driver().map(Compiler::clang))
                .orElseThrow(() -> new ToolchainException(("%s is not on the PATH: install it with "
                                + "'apt-get install gcc-arm-none-eabi' or set %s to its path; or have Clang with %s")
                        .formatted(NAME, VARIABLE, ClangArchive.HOW)));
    }

    private static Compiler gcc(Path executable) {
        if (!Files.isExecutable(executable)) {
            throw new ToolchainException(
                    "%s names %s, which is not an executable file".formatted(VARIABLE, executable));
        }
        return new Compiler(executable, askVersion(executable), Family.GCC);
    }

    private static Compiler clang(Path executable) {
        return new Compiler(executable, askVersion(executable), Family.CLANG);
    }

    /** For an image of all kernels, or of those that are called. */
    List<String> linkFlags(boolean usedOperatorsOnly) {
        return linkFlags().stream()
                .filter(flag -> usedOperatorsOnly || !flag.equals(GARBAGE_COLLECTION))
                .toList();
    }

    /** What every C file of an image for the target is compiled with, recorded with each measurement. */
    public List<String> flags(Target target) {
        List<String> flags = new ArrayList<>(family.flags());
        flags.addAll(COMMON_FLAGS);
        flags.add("-mcpu=" + target.core().cpu());
        flags.add("-mfpu=" + target.fpu());
        return List.copyOf(flags);
    }

    /** What the link is told, besides {@link #flags}. */
    List<String> linkFlags() {
        List<String> flags = new ArrayList<>(LINK_FLAGS);
        flags.addAll(family.linkFlags());
        return List.copyOf(flags);
    }

    private static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String askVersion(Path executable) {
        try {
            Path folder = Files.createTempDirectory("tinyrig-compiler");
            try {
                Command.Result result = Command.run(List.of(executable.toString(), "--version"), folder, PATIENCE);
                return result.output().lines().findFirst().orElse("a compiler that does not say its version");
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot ask " + executable + " for its version: " + e, e);
        }
    }
}
