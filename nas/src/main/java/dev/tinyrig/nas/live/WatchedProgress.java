package dev.tinyrig.nas.live;

import dev.tinyrig.nas.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Passes progress on, and says what is being done to whoever asks. */
public final class WatchedProgress implements Progress {
    private final Progress shown;
    private final List<Watched> open = new ArrayList<>();
    private Optional<Watched> latest = Optional.empty();

    public WatchedProgress(Progress shown) {
        this.shown = shown;
    }

    /**
     * A piece of work.
     *
     * @param seconds since it was begun
     */
    record Phase(String name, long done, long total, String note, double seconds) {
        /** At the pace so far; empty where there is none yet. */
        Optional<Double> secondsLeft() {
            return done <= 0 || total <= 0 ? Optional.empty() : Optional.of(seconds / done * Math.max(0, total - done));
        }
    }

    /** The latest piece of work that is not done, else the last that was. */
    synchronized Optional<Phase> phase() {
        return latest.map(Watched::phase);
    }

    @Override
    public Task task(String name, long total) {
        Watched watched = new Watched(name, total, shown.task(name, total));
        synchronized (this) {
            open.add(watched);
            latest = Optional.of(watched);
        }
        return watched;
    }

    @Override
    public void say(String line) {
        shown.say(line);
    }

    private synchronized void closed(Watched watched) {
        open.remove(watched);
        latest = Optional.of(open.isEmpty() ? watched : open.get(open.size() - 1));
    }

    private final class Watched implements Task {
        private final String name;
        private final long total;
        private final Task shown;
        private final long startNanos = System.nanoTime();
        private volatile long done;
        private volatile String note = "";

        Watched(String name, long total, Task shown) {
            this.name = name;
            this.total = total;
            this.shown = shown;
        }

        Phase phase() {
            return new Phase(name, done, total, note, (System.nanoTime() - startNanos) / 1e9);
        }

        @Override
        public void done(long steps) {
            done = steps;
            shown.done(steps);
        }

        @Override
        public void note(String text) {
            note = text;
            shown.note(text);
        }

        @Override
        public void close() {
            closed(this);
            shown.close();
        }
    }
}
