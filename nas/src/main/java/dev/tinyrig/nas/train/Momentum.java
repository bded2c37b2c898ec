package dev.tinyrig.nas.train;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum that leaves alone what a step did not use.
 *
 * <p>DJL's optimisers move weights whose gradient is zero and clip positive gradients only.
 */
final class Momentum {
    private static final float KEPT = 0.9f;

    private final SharedWeights weights;
    private final Map<String, float[]> velocities;

    Momentum(SharedWeights weights) {
        this.weights = weights;
        this.velocities = weights.perTensor(tensor -> new float[tensor.length]);
    }

    Map<String, float[]> velocities() {
        return velocities;
    }

    void update(Gradients gradients, double learningRate, double weightDecay) {
        velocities.forEach((name, velocity) -> {
            float decay = name.endsWith(".weight") ? (float) weightDecay : 0;
            float[] tensor = weights.tensor(name);
            float[] gradient = requireNonNull(gradients.sum(name));
            boolean[] used = gradients.used(name);
            for (int i = 0; i < tensor.length; i++) {
                if (used[i]) {
                    float slope = gradient[i] + decay * tensor[i];
                    velocity[i] = KEPT * velocity[i] + slope;
                    tensor[i] -= (float) learningRate * (slope + KEPT * velocity[i]);
                }
            }
        });
    }
}
