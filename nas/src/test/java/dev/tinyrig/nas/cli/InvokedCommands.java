package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.Pipeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Runs commands in this JVM, with pipelines that are made up, in a folder of their own. */
abstract class InvokedCommands {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    final Path folder;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    InvokedCommands(Path folder) {
        this.folder = folder;
    }

    int execute(Pipeline pipeline, String... arguments) {
        return execute((request, run, capacity, progress) -> pipeline, arguments);
    }

    int execute(Pipeline.Factory pipelines, String... arguments) {
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                Map.of("TINYRIG_DATA", "from the environment"));
        return Main.commandLine(terminal, pipelines, CLOCK).execute(arguments);
    }

    Journal journal() {
        return ResultLog.read(folder.resolve("run"));
    }

    String run() {
        return folder.resolve("run").toString();
    }
}
