package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Larger networks of a super-network, which tell a smaller one what they think of its examples: knowledge distillation
 * (Hinton et al., arXiv 1503.02531, at temperature 1) from networks that share their weights.
 *
 * <p>Each batch has one teacher, normalised by the statistics of the batch. Where they change from batch to batch, the
 * pupil learns the mean of an ensemble for the price of one.
 */
final class Teachers {
    /** Of the target; the labels have the rest. */
    private static final double SHARE = 0.7;

    private final Function<SplittableRandom, NetworkPlan> choice;
    private final SharedWeights weights;

    private Teachers(Function<SplittableRandom, NetworkPlan> choice, SharedWeights weights) {
        this.choice = choice;
        this.weights = weights;
    }

    /**
     * Random networks of the wider half of the space's widths.
     *
     * @param weights of the space's super-network, which teaching leaves as they are
     */
    static Teachers wider(SearchSpace space, SharedWeights weights) {
        SearchSpace wide = space.wide();
        return new Teachers(random -> space.plan(wide.sample(random)), weights);
    }

    /** Always the same one. */
    static Teachers only(NetworkPlan plan, SharedWeights weights) {
        return new Teachers(random -> plan, weights);
    }

    /**
     * What a pupil should say.
     *
     * @param labels probability of each class, per example
     * @param input of the same examples
     * @param manager that the results belong to
     */
    NDArray targets(NDArray labels, NDArray input, SplittableRandom random, NDManager manager) {
        NetworkPlan plan = choice.apply(random);
        NormalisedOperators operators = new NormalisedOperators(manager, weights, weights.slices(plan), false);
        NDArray said = new Graph(plan, operators).logits(input).softmax(1);
        return labels.mul(1 - SHARE).add(said.mul(SHARE));
    }
}
