package dev.tinyrig.rig.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of a host program to its end, within a minute. */
record Command(int exitCode, String output) {
    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Standard output and standard error together, as ISO 8859-1. */
    static Command run(Path folder, byte[] input, List<String> words) {
        Path output = folder.resolve("output.txt");
        Path inputFile = folder.resolve("input.bin");
        try {
            Files.write(inputFile, input);
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectInput(inputFile.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words.get(0) + " did not end within 60 s");
            }
            return new Command(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + words.get(0) + " ran", e);
        }
    }
}
