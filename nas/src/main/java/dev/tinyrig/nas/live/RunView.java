package dev.tinyrig.nas.live;

import dev.tinyrig.nas.log.LogException;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.report.RunFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A run as its log tells it, read again whenever the log has grown. */
final class RunView {
    private final Path log;
    private Seen seen = new Seen(0, Optional.empty());

    RunView(Path run) {
        this.log = run.resolve(ResultLog.FILE);
    }

    /**
     * What was read.
     *
     * @param revision grows with the log
     * @param facts empty before the log has its first line
     */
    record Seen(long revision, Optional<RunFacts> facts) {}

    synchronized Seen now() {
        long bytes = bytes();
        if (bytes != seen.revision()) {
            seen = new Seen(bytes, facts());
        }
        return seen;
    }

    private long bytes() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + log, e);
        }
    }

    private Optional<RunFacts> facts() {
        try {
            return Optional.of(new RunFacts(ResultLog.read(log.resolveSibling(""))));
        } catch (LogException notYet) {
            return Optional.empty();
        }
    }
}
