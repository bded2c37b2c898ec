package dev.tinyrig.nas.train;

/** Told after every step; what it throws ends the training, which then resumes from its last checkpoint. */
@FunctionalInterface
public interface TrainingProgress {
    TrainingProgress SILENT = (step, steps, loss, samplesPerSecond) -> {};

    /**
     * One step is done.
     *
     * @param step finished steps, 1 to {@code steps}
     * @param loss of this step
     * @param samplesPerSecond since this process began to train
     */
    void step(int step, int steps, double loss, double samplesPerSecond);
}
