package dev.tinyrig.nas.run;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.train.TrainingProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows a training's progress, logs how its loss falls, and sums it up for the log. */
final class TrainingWatch implements TrainingProgress, AutoCloseable {
    /** Weight of the latest step in the running mean of the loss: about the last 50 steps count. */
    private static final double LATEST = 0.02;

    /** Losses of one training in the log. */
    private static final int LOSSES = 100;

    private final String what;
    private final Progress.Task task;
    private final int total;
    private final Consumer<Entry> log;
    private final long startNanos = System.nanoTime();
    private int before;
    private int steps;
    private double meanLoss;
    private double sum;
    private int summed;

    TrainingWatch(String what, int steps, Progress progress, Consumer<Entry> log) {
        this.what = what;
        this.total = steps;
        this.log = log;
        this.task = progress.task("training " + what, steps);
    }

    @Override
    public void step(int step, int of, double loss, double samplesPerSecond) {
        before = steps == 0 ? step - 1 : before;
        meanLoss = steps == 0 ? loss : meanLoss + LATEST * (loss - meanLoss);
        steps = step;
        task.done(step);
        task.note(String.format(Locale.ROOT, "loss %.2f", meanLoss));
        sum += loss;
        summed++;
        if (step % Math.max(1, of / LOSSES) == 0) {
            log.accept(new Entry.Learned(Clock.systemUTC().instant(), what, step, sum / summed));
            sum = 0;
            summed = 0;
        }
    }

    /** Empty where no step was left to do. */
    Optional<Entry.Trained> trained(Clock clock) {
        if (steps == 0) {
            task.note("read from its checkpoint");
            task.done(total);
            return Optional.empty();
        }
        long nanos = System.nanoTime() - startNanos;
        Duration took = Duration.ofNanos((long) ((double) nanos * total / (total - before)));
        return Optional.of(new Entry.Trained(clock.instant(), what, steps, meanLoss, took));
    }

    @Override
    public void close() {
        task.close();
    }
}
