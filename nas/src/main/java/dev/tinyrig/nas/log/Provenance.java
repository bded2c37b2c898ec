package dev.tinyrig.nas.log;

import dev.tinyrig.rig.measure.Fidelity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run's numbers come from.
 *
 * @param version of TinyRig
 * @param commit of the source tree, {@code unknown} outside one
 * @param commandLine arguments as given
 */
public record Provenance(
        String version,
        String commit,
        List<String> commandLine,
        Data data,
        Device device,
        Compiler compiler,
        Host host) {
    public Provenance {
        commandLine = List.copyOf(commandLine);
    }

    /**
     * The clips behind every accuracy.
     *
     * @param hash of everything that goes into training and tests
     * @param synthetic whether a program spoke them; then no accuracy says anything about people
     */
    public record Data(String name, String hash, boolean synthetic, int training, int validation, int test) {}

    /** What ran the candidates; what it counted is told by each measurement. */
    public record Device(String target, String description, long clockHz, String bench, Fidelity fidelity) {}

    /** The compiler as it names itself, and its flags. */
    public record Compiler(String version, String flags) {}

    /** The machine that searched. */
    public record Host(String os, String processor, int cores, String jdk) {
        /** This machine. */
        public static Host current() {
            return new Host(
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                            + System.getProperty("os.arch"),
                    processorName(),
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        }

        private static String processorName() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown processor");
            } catch (IOException | UncheckedIOException e) {
                return "unknown processor";
            }
        }
    }
}
