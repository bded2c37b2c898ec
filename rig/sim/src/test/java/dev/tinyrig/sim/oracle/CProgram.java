package dev.tinyrig.sim.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The C programs beside these tests, compiled in one way. */
final class CProgram {
    private static final String TOOLS = "arm-none-eabi-";
    private static final List<String> SOURCES =
            List.of("program_start.c", "program_benchmark.c", "program_numbers.c", "program_bits.c");

    private final Path folder;

    private CProgram(Path folder) {
        this.folder = folder;
    }

    static boolean canBeCompiled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, TOOLS + "gcc")));
    }

    /**
     * Compiles and links.
     *
     * @param flags for the core and the level of optimization
     * @param code where the code will be
     */
    static CProgram compiled(Path folder, List<String> flags, int code) {
        List<String> command = new ArrayList<>(List.of(TOOLS + "gcc", "-std=gnu11", "-Wall", "-Werror", "-mthumb"));
        command.addAll(flags);
        command.addAll(List.of("-ffreestanding", "-nostdlib", "-Wl,--defsym=CODE=" + code, "-T", "program.ld"));
        command.addAll(SOURCES);
        command.addAll(List.of("-lgcc", "-o", "program.elf"));
        Stream.concat(SOURCES.stream(), Stream.of("program.h", "program.ld")).forEach(name -> copy(name, folder));
        run(folder, command);
        run(folder, List.of(TOOLS + "objcopy", "-O", "binary", "program.elf", "program.bin"));
        return new CProgram(folder);
    }

    private static void copy(String name, Path folder) {
        try (var source = CProgram.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new AssertionError("no resource " + name);
            }
            Files.write(folder.resolve(name), source.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path folder, List<String> command) {
        try {
            Path log = folder.resolve("compiler.log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while " + command + " ran", e);
        }
    }

    Path elf() {
        return folder.resolve("program.elf");
    }

    byte[] image() {
        try {
            return Files.readAllBytes(folder.resolve("program.bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
