package dev.tinyrig.nas.train;

/**
 * How long and how to train; together with the data they decide every bit of the weights, whatever the threads.
 *
 * @param steps updates of the weights
 * @param shards networks per step, each with its own batch; they may run on as many threads
 * @param batch examples per shard
 * @param learningRate at its highest; it rises over the first 5 % of the steps and falls as a cosine
 * @param regularisation against learning by heart
 * @param checkpointEvery steps
 * @param seed of initial weights, paths and batches
 */
public record TrainingSettings(
        int steps,
        int shards,
        int batch,
        double learningRate,
        Regularisation regularisation,
        int checkpointEvery,
        long seed) {
    private static final Regularisation USUAL = new Regularisation(5e-4, 0.1, 0, 0);

    public TrainingSettings {
        boolean possible = steps > 0 && shards > 0 && batch > 1 && learningRate > 0;
        if (!possible || checkpointEvery < 1) {
            throw new IllegalArgumentException(
                    "training needs steps, shards, batches, a learning rate and checkpoints, not %d, %d, %d, %s, %d"
                            .formatted(steps, shards, batch, learningRate, checkpointEvery));
        }
    }

    /** The super-network of the quick preset: about ten minutes of processor time, half of that on two idle cores. */
    public static TrainingSettings quick() {
        return new TrainingSettings(3000, 2, 64, 0.5, USUAL, 200, 1);
    }

    /** The winner of the quick preset: two to three minutes of processor time. */
    public static TrainingSettings quickFineTuning() {
        return new TrainingSettings(1500, 2, 64, 0.1, USUAL, 200, 2);
    }

    /** The super-network of the standard preset: about 25 minutes of processor time. */
    public static TrainingSettings standard() {
        return quick().withSteps(7500);
    }

    /** A finalist of the standard preset: some three minutes of processor time. */
    public static TrainingSettings standardFineTuning() {
        return quickFineTuning().withSteps(2000);
    }

    /** For pictures of 64 x 64: about a quarter of an hour of processor time. */
    public static TrainingSettings pictures() {
        return new TrainingSettings(2000, 2, 32, 0.2, USUAL, 100, 1);
    }

    /** A finalist on pictures of 64 x 64: about two minutes of processor time. */
    public static TrainingSettings picturesFineTuning() {
        return new TrainingSettings(600, 2, 32, 0.05, USUAL, 100, 2);
    }

    /** For tests: seconds. */
    public static TrainingSettings tiny() {
        return new TrainingSettings(30, 2, 16, 0.05, new Regularisation(1e-4, 0.1, 0, 0), 10, 1);
    }

    public TrainingSettings withSteps(int newSteps) {
        return new TrainingSettings(newSteps, shards, batch, learningRate, regularisation, checkpointEvery, seed);
    }

    public TrainingSettings with(Regularisation newRegularisation) {
        return new TrainingSettings(steps, shards, batch, learningRate, newRegularisation, checkpointEvery, seed);
    }

    public TrainingSettings withSeed(long newSeed) {
        return new TrainingSettings(steps, shards, batch, learningRate, regularisation, checkpointEvery, newSeed);
    }

    double learningRate(int step) {
        double warmUp = Math.max(1, 0.05 * steps);
        if (step < warmUp) {
            return learningRate * (step + 1) / warmUp;
        }
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * (step - warmUp) / (steps - warmUp)));
    }
}
