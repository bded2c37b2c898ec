package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as bars with rate and remaining time, for people. */
final class BarProgress implements Progress {
    private static final int NAME_WIDTH = 22;

    private final PrintWriter out;

    BarProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Task task(String name, long total) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(String.format("%-" + NAME_WIDTH + "s", name))
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .build();
        return new Bar(bar);
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    private record Bar(ProgressBar bar) implements Task {
        @Override
        public void done(long steps) {
            bar.stepTo(steps);
        }

        @Override
        public void note(String text) {
            bar.setExtraMessage(" " + text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
