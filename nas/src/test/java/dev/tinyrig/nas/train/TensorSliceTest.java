package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorSliceTest {
    @Test
    void takesFirstChannelsAndCentreOfKernel() {
        float[] tensor = counting(3 * 1 * 5 * 3);

        TensorSlice slice = TensorSlice.of("depthwise", new int[] {3, 1, 5, 3}, new int[] {2, 1, 3, 3});

        assertThat(slice.gather(tensor))
                .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 18, 19, 20, 21, 22, 23, 24, 25, 26);
    }

    @Test
    void takesFirstInputsOfEachFirstOutput() {
        float[] tensor = counting(3 * 4);

        TensorSlice slice = TensorSlice.of("project", new int[] {3, 4, 1, 1}, new int[] {2, 3, 1, 1});

        assertThat(slice.gather(tensor)).containsExactly(0, 1, 2, 4, 5, 6);
    }

    @Test
    void takesWholeTensor() {
        float[] tensor = counting(24);

        TensorSlice slice = TensorSlice.of("all", new int[] {2, 3, 4}, new int[] {2, 3, 4});

        assertThat(slice.gather(tensor)).containsExactly(tensor);
    }

    @Test
    void rejectsMoreThanThereIs() {
        assertThatThrownBy(() -> TensorSlice.of("w", new int[] {2, 3}, new int[] {3, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slice [0, 0] + [3, 3] of w is not within [2, 3]");
    }

    private static float[] counting(int count) {
        float[] values = new float[count];
        IntStream.range(0, count).forEach(i -> values[i] = i);
        return values;
    }
}
