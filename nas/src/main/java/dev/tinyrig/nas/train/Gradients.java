package dev.tinyrig.nas.train;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** The gradients of one step over the shards, with a mark on every weight that a shard used. */
final class Gradients {
    private final Map<String, float[]> sums;
    private final Map<String, boolean[]> used;

    Gradients(SharedWeights weights) {
        sums = weights.perTensor(tensor -> new float[tensor.length]);
        used = weights.perTensor(tensor -> new boolean[tensor.length]);
    }

    /** Adds one shard's gradients; the order of calls decides the rounding, so it must not depend on threads. */
    void add(List<TensorSlice> slices, Map<String, float[]> gradients, float share) {
        for (TensorSlice slice : slices) {
            float[] sum = sum(slice.name());
            boolean[] mark = used(slice.name());
            float[] part = requireNonNull(gradients.get(slice.name()));
            slice.forEachRow((inTensor, inPart, length) -> {
                for (int i = 0; i < length; i++) {
                    sum[inTensor + i] += share * part[inPart + i];
                    mark[inTensor + i] = true;
                }
            });
        }
    }

    /** Scales all down so that their Euclidean norm is at most this: large gradients of either sign are tamed. */
    void clipNorm(double limit) {
        double squares = 0;
        for (float[] sum : sums.values()) {
            for (float gradient : sum) {
                squares += (double) gradient * gradient;
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > limit) {
            float scale = (float) (limit / norm);
            sums.values().forEach(sum -> scale(sum, scale));
        }
    }

    private static void scale(float[] sum, float scale) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= scale;
        }
    }

    float[] sum(String name) {
        return requireNonNull(sums.get(name));
    }

    boolean[] used(String name) {
        return requireNonNull(used.get(name));
    }
}
