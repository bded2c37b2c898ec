package dev.tinyrig.nas.train;

import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import dev.tinyrig.rig.measure.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The weights of a super-network in plain arrays, from which every architecture takes its slices.
 *
 * <p>The largest plan's tensors in PyTorch's layouts; batch norms have a scale and a shift, and no running statistics,
 * since those differ between architectures.
 */
final class SharedWeights {
    private final Map<String, int[]> shapes;
    private final Map<String, float[]> values;

    private SharedWeights(Map<String, int[]> shapes, Map<String, float[]> values) {
        this.shapes = shapes;
        this.values = values;
    }

    /** Fresh weights for a plan, by He et al., arXiv 1502.01852. */
    static SharedWeights random(NetworkPlan plan, long seed) {
        Map<String, int[]> shapes = shapes(plan);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> values.put(name, initial(name, shape, random)));
        return new SharedWeights(shapes, values);
    }

    private static float[] initial(String name, int[] shape, SplittableRandom random) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        if (name.endsWith(".gamma")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith(".weight")) {
            double deviation = Math.sqrt(2.0 * shape[0] / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return values;
    }

    /** Names and shapes of a plan's tensors, in a fixed order. */
    private static Map<String, int[]> shapes(NetworkPlan plan) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        add(shapes, Convolution.stem(plan));
        for (BlockPlan block : plan.blocks()) {
            if (Convolution.expands(block)) {
                add(shapes, Convolution.expand(block));
            }
            add(shapes, Convolution.depthwise(block));
            add(shapes, Convolution.project(block));
        }
        shapes.put("classifier.weight", new int[] {plan.classes(), plan.lastChannels()});
        shapes.put("classifier.bias", new int[] {plan.classes()});
        return shapes;
    }

    private static void add(Map<String, int[]> shapes, Convolution convolution) {
        shapes.put(convolution.name() + ".weight", convolution.weightShape());
        shapes.put(convolution.name() + ".gamma", new int[] {convolution.outChannels()});
        shapes.put(convolution.name() + ".beta", new int[] {convolution.outChannels()});
    }

    /** The slices a plan uses of these weights. */
    List<TensorSlice> slices(NetworkPlan plan) {
        return shapes(plan).entrySet().stream()
                .map(entry -> TensorSlice.of(entry.getKey(), shape(entry.getKey()), entry.getValue()))
                .toList();
    }

    private int[] shape(String name) {
        int[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("the super-network has no tensor " + name);
        }
        return shape;
    }

    /** A network of its own with the values that the plan uses of these. */
    SharedWeights cut(NetworkPlan plan) {
        Map<String, float[]> cut = new LinkedHashMap<>();
        slices(plan).forEach(slice -> cut.put(slice.name(), slice.gather(tensor(slice.name()))));
        return new SharedWeights(shapes(plan), cut);
    }

    /** A second array for each tensor, such as its momentum. */
    <T> Map<String, T> perTensor(Function<float[], T> make) {
        Map<String, T> made = new LinkedHashMap<>();
        values.forEach((name, tensor) -> made.put(name, make.apply(tensor)));
        return made;
    }

    /** The array itself: the optimiser writes to it. */
    float[] tensor(String name) {
        float[] tensor = values.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the super-network has no tensor " + name);
        }
        return tensor;
    }

    Map<String, float[]> tensors() {
        return values;
    }

    /** SHA-256 of every bit of every weight. */
    String hash() {
        Sha256 hash = new Sha256();
        for (float[] tensor : values.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.length);
            bytes.asFloatBuffer().put(tensor);
            hash.add(bytes);
        }
        return hash.hex();
    }
}
