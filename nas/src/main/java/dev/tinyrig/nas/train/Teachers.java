package dev.tinyrig.nas.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.SplittableRandom;

/**
 * The wider networks of a super-network, which tell a smaller one what they think of its examples: knowledge distillation
 * (Hinton et al., arXiv 1503.02531, at temperature 1) from an ensemble that shares its weights.
 *
 * <p>Each batch has another teacher, normalised by the statistics of the batch, so that the pupil learns the mean of
 * them all for the price of one.
 */
final class Teachers {
    /** Of the target; the labels have the rest. */
    private static final double SHARE = 0.7;

    private final SearchSpace space;
    private final SearchSpace wide;
    private final SharedWeights weights;

    /** @param weights of the space's super-network, which stay as they are */
    Teachers(SearchSpace space, SharedWeights weights) {
        this.space = space;
        this.wide = space.wide();
        this.weights = weights;
    }

    /**
     * What a pupil should say.
     *
     * @param labels probability of each class, per example
     * @param input of the same examples
     * @param manager that the results belong to
     */
    NDArray targets(NDArray labels, NDArray input, SplittableRandom random, NDManager manager) {
        NetworkPlan plan = space.plan(wide.sample(random));
        NormalisedOperators operators = new NormalisedOperators(manager, weights, weights.slices(plan), false);
        NDArray said = new Graph(plan, operators).logits(input).softmax(1);
        return labels.mul(1 - SHARE).add(said.mul(SHARE));
    }
}
