package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.LogException;
import dev.tinyrig.nas.log.ResultLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches a run for Ctrl-C: then the log gets its last line and the user is told how to go on, while the JVM ends by the
 * signal with exit code 130.
 */
final class Interruption {
    /** Ctrl-C ends compilers too, and their failure may be here before the signal is. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private static final Duration END = Duration.ofMinutes(1);

    private final CountDownLatch signal = new CountDownLatch(1);
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
        } catch (RuntimeException e) {
            waitFor(signal, GRACE);
            throw e;
        } finally {
            stop();
        }
    }

    private void interrupted() {
        signal.countDown();
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
            waitFor(new CountDownLatch(1), END);
        }
    }

    private static void waitFor(CountDownLatch latch, Duration patience) {
        try {
            latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
