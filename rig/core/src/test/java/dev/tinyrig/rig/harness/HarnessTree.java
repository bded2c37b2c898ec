package dev.tinyrig.rig.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The C sources of the repository, as seen from this module's folder. */
final class HarnessTree {
    static final Path ROOT = Path.of("../../firmware-harness").toAbsolutePath().normalize();

    private HarnessTree() {}

    /** The naming rule of firmware-harness/README.md: every C file of the root except other families' ports. */
    static List<Path> sourcesFor(String port) {
        return files(ROOT, name -> !name.startsWith("port_stm32") || name.equals("port_" + port + ".c"));
    }

    /** What also runs on the host: all but the chip. */
    static List<Path> portableSources() {
        return files(ROOT, name -> name.startsWith("harness_") || name.equals("port_paint.c"));
    }

    private static List<Path> files(Path folder, Predicate<String> wanted) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().endsWith(".c"))
                    .filter(path -> wanted.test(path.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no firmware-harness at " + folder, e);
        }
    }
}
