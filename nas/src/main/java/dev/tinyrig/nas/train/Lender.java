package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes finished networks of shared weights: recalibrates batch norms, folds them, and finds the accuracy.
 *
 * <p>Recalibration is indispensable: with the statistics of another architecture a network loses most of its accuracy.
 */
final class Lender {
    /** As many as eight batches of 64; more gave no better accuracy. */
    private static final int RECALIBRATION_EXAMPLES = 512;

    private static final int BATCH = 128;

    /** Candidates after which freed memory goes back to the system, which takes some tenths of a second. */
    private static final int BETWEEN_CLEARANCES = 32;

    private final NDManager manager;
    private final Dataset.About about;
    private final Batch recalibration;
    private final List<Example> judged;
    private final AtomicInteger lent = new AtomicInteger();

    Lender(NDManager manager, Dataset features) {
        this.manager = manager;
        this.about = features.about();
        this.recalibration = Batch.of(about, features.calibration(RECALIBRATION_EXAMPLES));
        this.judged = new ArrayList<>(features.validation());
        judged.addAll(features.variedValidation());
    }

    /** Safe from many threads at once, as long as nobody trains the weights. */
    Candidate candidate(NetworkPlan plan, SharedWeights weights) {
        FloatNetwork network = network(plan, weights);
        Candidate candidate = new Candidate(network, accuracy(network, judged));
        if (lent.incrementAndGet() % BETWEEN_CLEARANCES == 0) {
            Torch.giveBackMemory();
        }
        return candidate;
    }

    private FloatNetwork network(NetworkPlan plan, SharedWeights weights) {
        try (NDManager batch = manager.newSubManager()) {
            NormalisedOperators operators = new NormalisedOperators(batch, weights, weights.slices(plan), false);
            new Graph(plan, operators).logits(Graph.input(batch, plan, recalibration));
            return new Folding(operators).network(plan);
        }
    }

    double accuracy(FloatNetwork network, List<Example> examples) {
        int right = 0;
        for (int from = 0; from < examples.size(); from += BATCH) {
            right += right(network, examples.subList(from, Math.min(from + BATCH, examples.size())));
        }
        return (double) right / examples.size();
    }

    private int right(FloatNetwork network, List<Example> examples) {
        try (NDManager batch = manager.newSubManager()) {
            NDArray input = Graph.input(batch, network.plan(), Batch.of(about, examples));
            long[] answers = new Graph(network.plan(), new FoldedOperators(batch, network))
                    .logits(input)
                    .argMax(1)
                    .toLongArray();
            int right = 0;
            for (int i = 0; i < answers.length; i++) {
                right += answers[i] == examples.get(i).label() ? 1 : 0;
            }
            return right;
        }
    }
}
