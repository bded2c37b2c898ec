package dev.tinyrig.nas.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.space.NetworkPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Trains shared weights from their last checkpoint to the end.
 *
 * <p>Every step trains several plans, each on its own batch, and adds up their gradients in a fixed order: threads make
 * it faster and change no bit.
 */
final class TrainingRun {
    private static final double GRADIENT_NORM_LIMIT = 5;

    private final Setup setup;
    private final SharedWeights weights;
    private final Momentum optimiser;

    /**
     * What is trained, on what.
     *
     * @param lessons what each shard of a step trains
     */
    record Setup(
            Dataset.About about,
            List<Example> examples,
            TrainingSettings settings,
            Checkpoint checkpoint,
            Lessons lessons) {}

    /** Chooses what a shard trains in a step. */
    @FunctionalInterface
    interface Lessons {
        Lesson lesson(int step, int shard, SplittableRandom random);
    }

    /**
     * One network's part in a step.
     *
     * @param teachers who have a say in the targets; the labels alone decide where there are none
     */
    record Lesson(NetworkPlan plan, Optional<Teachers> teachers) {}

    TrainingRun(Setup setup, SharedWeights weights) {
        this.setup = setup;
        this.weights = weights;
        this.optimiser = new Momentum(weights);
    }

    void run(NDManager manager, int threads, TrainingProgress progress) {
        TrainingSettings settings = setup.settings();
        int first = setup.checkpoint().restore(weights.tensors(), optimiser.velocities());
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, settings.shards()), TrainingRun::daemon);
        // DJL allows one collector a process; it only keeps the grad mode, so all shards call the same one.
        try (GradientCollector collector = Engine.getEngine(Torch.ENGINE).newGradientCollector()) {
            for (int step = first; step < settings.steps(); step++) {
                double loss = step(step, manager, collector, pool);
                int done = step + 1;
                if (done % settings.checkpointEvery() == 0 || done == settings.steps()) {
                    setup.checkpoint().save(done, weights.tensors(), optimiser.velocities());
                    Torch.giveBackMemory();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                double samples = (double) (done - first) * settings.shards() * settings.batch();
                progress.step(done, settings.steps(), loss, samples / seconds);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "training");
        thread.setDaemon(true);
        return thread;
    }

    private double step(int step, NDManager manager, GradientCollector collector, ExecutorService pool) {
        TrainingSettings settings = setup.settings();
        List<Future<Shard>> shards = IntStream.range(0, settings.shards())
                .mapToObj(shard -> pool.submit(() -> shard(step, shard, manager, collector)))
                .toList();
        Gradients gradients = new Gradients(weights);
        float share = 1f / settings.shards();
        double loss = 0;
        for (Future<Shard> future : shards) {
            Shard shard = join(future);
            gradients.add(shard.slices(), shard.gradients(), share);
            loss += shard.loss() * share;
        }
        if (!Double.isFinite(loss)) {
            throw new TrainException("training diverged at step %d: the loss is %s; lower the learning rate %s"
                    .formatted(step, loss, settings.learningRate()));
        }
        gradients.clipNorm(GRADIENT_NORM_LIMIT);
        optimiser.update(
                gradients,
                settings.learningRate(step),
                settings.regularisation().weightDecay());
        return loss;
    }

    private record Shard(double loss, List<TensorSlice> slices, Map<String, float[]> gradients) {}

    private Shard shard(int step, int shard, NDManager manager, GradientCollector collector) {
        TrainingSettings settings = setup.settings();
        SplittableRandom random =
                new SplittableRandom((settings.seed() * 1_000_003 + step) * settings.shards() + shard);
        Lesson lesson = setup.lessons().lesson(step, shard, random);
        NetworkPlan plan = lesson.plan();
        int classes = setup.about().labels().size();
        Batch batch = Batch.random(setup.about(), setup.examples(), settings, random);
        List<TensorSlice> slices = weights.slices(plan);
        // Everything of this step belongs to this manager, also results: those belong to their left operand's.
        try (NDManager ofStep = manager.newSubManager()) {
            NormalisedOperators operators = new NormalisedOperators(ofStep, weights, slices, true);
            NDArray input = Graph.input(ofStep, plan, batch);
            NDArray labels = ofStep.create(batch.targets(), new Shape(batch.size(), classes));
            NDArray targets = lesson.teachers()
                    .map(teachers -> teachers.targets(labels, input, random, ofStep))
                    .orElse(labels);
            NDArray logits = new Graph(plan, operators).logits(input);
            NDArray loss = targets.mul(logits.logSoftmax(1)).sum().div(-batch.size());
            collector.backward(loss);
            return new Shard(loss.getFloat(), slices, operators.gradients());
        }
    }

    private static Shard join(Future<Shard> shard) {
        try {
            return shard.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainException("training was interrupted; start again to go on from the last checkpoint", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TrainException cause) {
                throw cause;
            }
            throw new TrainException("a training step failed: " + e.getCause(), e);
        }
    }
}
