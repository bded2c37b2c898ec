package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.LogException;
import dev.tinyrig.nas.log.ResultLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches a run for Ctrl-C: then the log gets its last line and the user is told how to go on, while the JVM ends by the
 * signal with exit code 130.
 */
final class Interruption {
    private final ResultLog log;
    private final PrintWriter err;
    private final Clock clock;
    private final Thread hook = new Thread(this::interrupted, "interruption");

    Interruption(ResultLog log, PrintWriter err, Clock clock) {
        this.log = log;
        this.err = err;
        this.clock = clock;
    }

    /** Does the work while watching. */
    void watch(Runnable work) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } finally {
            stop();
        }
    }

    private void interrupted() {
        try {
            log.end(new Entry.Interrupted(clock.instant(), "Ctrl-C or SIGTERM"));
        } catch (LogException | IllegalArgumentException e) {
            err.println("tinyrig: " + e.getMessage());
        }
        Path run = log.folder();
        err.printf(
                "%ntinyrig: interrupted; nothing that was finished is lost, go on with: tinyrig search --resume %s%n",
                run);
        err.flush();
    }

    /** Stops watching; when the JVM is ending already, waits for it, so that nobody reports the broken-off work. */
    private void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
