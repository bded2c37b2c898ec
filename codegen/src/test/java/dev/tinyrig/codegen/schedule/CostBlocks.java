package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.NetworkBuilder.Activation;
import dev.tinyrig.codegen.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Inverted bottlenecks, as searched networks have them. */
final class CostBlocks {
    private CostBlocks() {}

    /** Stems, residual and shrinking blocks of every kernel size; other seeds, other shapes. */
    static List<NetworkBuilder> all(long seed) {
        Random random = new Random(seed);
        List<NetworkBuilder> blocks = new ArrayList<>();
        for (int kernel : List.of(3, 5, 7)) {
            int side = 8 + random.nextInt(12);
            NetworkBuilder residual = builder("residual" + kernel, new Shape(side, side, 16 + 8 * random.nextInt(2)));
            int channels = residual.shape(0).channels();
            expand(residual, random).depthwise(kernel, kernel, 1, 1);
            residual.withActivation(Activation.NONE).conv(channels, 1, 1, 1, 1).add(0, residual.last());
            blocks.add(residual);
            NetworkBuilder shrinking = builder("shrinking" + kernel, new Shape(side, side, 8));
            expand(shrinking, random).depthwise(kernel, kernel, 2, 2);
            blocks.add(shrinking.withActivation(Activation.NONE).conv(24, 1, 1, 1, 1));
        }
        NetworkBuilder stem = builder("stem", new Shape(32, 32, 3)).conv(16, 3, 3, 2, 2);
        blocks.add(stem.depthwise(3, 3, 1, 1).withActivation(Activation.NONE).conv(8, 1, 1, 1, 1));
        return blocks;
    }

    private static NetworkBuilder builder(String name, Shape input) {
        return new NetworkBuilder(name, input, 1).withActivation(Activation.RELU);
    }

    private static NetworkBuilder expand(NetworkBuilder builder, Random random) {
        int channels = builder.shape(builder.last()).channels();
        return builder.conv(channels * (3 + random.nextInt(4)), 1, 1, 1, 1);
    }
}
