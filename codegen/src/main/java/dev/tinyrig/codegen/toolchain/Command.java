package dev.tinyrig.codegen.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a compiler: bounded in time, its output kept in a file. */
final class Command {
    private static final String LOG = "compiler.log";

    private Command() {}

    /** What a finished command left. */
    record Result(int exitCode, String output) {}

    /** Runs a program in a folder, where {@code compiler.log} will hold all it wrote. */
    static Result run(List<String> command, Path folder, Duration patience) {
        Path log = folder.resolve(LOG);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("LC_ALL", "C");
            int exitCode = waitFor(builder.start(), command.get(0), patience);
            return new Result(exitCode, Files.readString(log));
        } catch (IOException e) {
            throw new ToolchainException("cannot run %s in %s: %s".formatted(command.get(0), folder, e), e);
        }
    }

    private static int waitFor(Process process, String program, Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new ToolchainException(
                    "%s did not end within %d s: is the machine overloaded?".formatted(program, patience.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolchainException("interrupted while " + program + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
