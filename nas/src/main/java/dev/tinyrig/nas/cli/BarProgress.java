package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Progress;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as one line per task that is written over until the task ends, for people. */
final class BarProgress implements Progress {
    private static final int INTERVAL_MS = 250;

    private final PrintWriter out;

    BarProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Task task(String name, long total) {
        return new Bar(name, total);
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    /** Drawn from the first step on: what is done already, or read from a cache, leaves no line. */
    private static final class Bar implements Task {
        private final String name;
        private final long total;
        private final long startNanos = System.nanoTime();
        private Optional<ProgressBar> drawn = Optional.empty();

        Bar(String name, long total) {
            this.name = name;
            this.total = total;
        }

        private ProgressBar bar() {
            ProgressBar bar = drawn.orElseGet(() -> new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(total)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .setRenderer((state, width) -> BarLine.of(
                            state.getTaskName(),
                            state.getCurrent(),
                            state.getMax(),
                            (System.nanoTime() - startNanos) / 1e9,
                            state.getExtraMessage(),
                            width))
                    .setUpdateIntervalMillis(INTERVAL_MS)
                    .build());
            drawn = Optional.of(bar);
            return bar;
        }

        @Override
        public synchronized void done(long steps) {
            bar().stepTo(steps);
        }

        @Override
        public synchronized void note(String text) {
            bar().setExtraMessage(text);
        }

        @Override
        public synchronized void close() {
            drawn.ifPresent(ProgressBar::close);
        }
    }
}
