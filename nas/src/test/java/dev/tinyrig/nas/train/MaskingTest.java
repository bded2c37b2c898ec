package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.network.Shape;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskingTest {
    private static final int ROWS = 20;

    @Test
    void blanksOneBandAndLeavesTheRest() {
        for (int seed = 0; seed < 50; seed++) {
            float[] inputs = ramp();

            new Masking(new Shape(ROWS, 2, 1), 0.25).apply(inputs, 0, new SplittableRandom(seed));

            int[] changed = IntStream.range(0, inputs.length)
                    .filter(i -> inputs[i] != ramp()[i])
                    .map(i -> i / 2)
                    .distinct()
                    .toArray();
            assertThat(changed.length).isLessThanOrEqualTo(5);
            if (changed.length > 0) {
                assertThat(changed)
                        .isEqualTo(IntStream.rangeClosed(changed[0], changed[changed.length - 1])
                                .toArray());
                assertThat(inputs[2 * changed[0]]).isEqualTo(9.5f);
                assertThat(inputs[2 * changed[0] + 1]).isEqualTo(-9.5f);
            }
        }
    }

    /** Row after row 0, 1, 2 and so on in the first column and the same negated in the second. */
    private static float[] ramp() {
        float[] ramp = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            ramp[2 * row] = row;
            ramp[2 * row + 1] = -row;
        }
        return ramp;
    }
}
