package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Phrases;
import dev.tinyrig.nas.run.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Progress as plain lines, for logs of CI: one every so often, more rarely the longer a task takes, and one at its end. */
final class LineProgress implements Progress {
    private static final Duration INTERVAL = Duration.ofSeconds(20);

    /** Of the time since the task began: so that an hour is told in some thirty lines. */
    private static final int RARER = 8;

    private final PrintWriter out;
    private final Clock clock;

    LineProgress(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Task task(String name, long total) {
        return new Lines(name, total);
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    private final class Lines implements Task {
        private final String name;
        private final long total;
        private final Instant start = clock.instant();
        private Instant lastLine = start;
        private long done;
        private long printed = -1;
        private String note = "";

        Lines(String name, long total) {
            this.name = name;
            this.total = total;
        }

        @Override
        public synchronized void done(long steps) {
            done = steps;
            Duration waited = Duration.between(lastLine, clock.instant());
            boolean often = waited.multipliedBy(RARER).compareTo(Duration.between(start, lastLine)) < 0;
            if (waited.compareTo(INTERVAL) >= 0 && !often) {
                lastLine = clock.instant();
                print();
            }
        }

        @Override
        public synchronized void note(String text) {
            note = text;
        }

        @Override
        public synchronized void close() {
            if (done > 0 && printed != done) {
                print();
            }
        }

        private void print() {
            printed = done;
            double seconds = Duration.between(start, clock.instant()).toMillis() / 1e3;
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %d of %d (%.0f %%), %s, %s%s",
                    name,
                    done,
                    total,
                    100.0 * done / Math.max(1, total),
                    Phrases.time(seconds),
                    pace(seconds),
                    note.isEmpty() ? "" : "; " + note));
        }

        private String pace(double seconds) {
            if (done == 0 || seconds == 0) {
                return "no pace yet";
            }
            String rate = String.format(Locale.ROOT, "%.1f/s", done / seconds);
            return done >= total ? rate : rate + ", " + Phrases.time(seconds / done * (total - done)) + " left";
        }
    }
}
