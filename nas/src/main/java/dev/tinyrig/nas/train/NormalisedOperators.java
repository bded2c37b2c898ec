package dev.tinyrig.nas.train;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operators of a network in training: convolutions normalised by the statistics of the batch at hand. */
final class NormalisedOperators implements Graph.Operators {
    static final float EPSILON = 1e-5f;

    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Map<String, Statistics> statistics = new LinkedHashMap<>();

    NormalisedOperators(NDManager manager, SharedWeights weights, List<TensorSlice> slices, boolean training) {
        this.manager = manager;
        for (TensorSlice slice : slices) {
            NDArray parameter = manager.create(slice.gather(weights.tensor(slice.name())), new Shape(slice.shape()));
            parameter.setRequiresGradient(training);
            parameters.put(slice.name(), parameter);
        }
    }

    /** Mean and variance that a convolution's output had over the last batch. */
    private record Statistics(NDArray mean, NDArray variance) {}

    @Override
    public NDArray convolution(Convolution convolution, NDArray input) {
        NDArray output = Graph.convolve(convolution, input, parameter(convolution.name() + ".weight"), new NDList());
        Shape channels = new Shape(convolution.outChannels());
        Statistics seen = new Statistics(manager.zeros(channels), manager.ones(channels));
        statistics.put(convolution.name(), seen);
        // DJL's momentum is the share that is kept, so 0 leaves exactly this batch's statistics in the arrays.
        return output.getNDArrayInternal()
                .batchNorm(
                        output,
                        seen.mean(),
                        seen.variance(),
                        parameter(convolution.name() + ".gamma"),
                        parameter(convolution.name() + ".beta"),
                        -1,
                        0,
                        EPSILON,
                        true)
                .head();
    }

    @Override
    public NDArray classifier(NDArray input) {
        return input.matMul(parameter("classifier.weight").transpose()).add(parameter("classifier.bias"));
    }

    private NDArray parameter(String name) {
        return requireNonNull(parameters.get(name), name);
    }

    /** After a backward pass. */
    Map<String, float[]> gradients() {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            try (NDArray gradient = parameter.getGradient()) {
                gradients.put(name, gradient.toFloatArray());
            }
        });
        return gradients;
    }

    float[] values(String parameter) {
        return parameter(parameter).toFloatArray();
    }

    float[] mean(String convolution) {
        return requireNonNull(statistics.get(convolution)).mean().toFloatArray();
    }

    float[] variance(String convolution) {
        return requireNonNull(statistics.get(convolution)).variance().toFloatArray();
    }
}
