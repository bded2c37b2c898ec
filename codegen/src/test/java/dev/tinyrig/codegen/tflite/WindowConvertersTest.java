package dev.tinyrig.codegen.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WindowConvertersTest {
    /** TensorFlow Lite: output channel = input channel * multiplier + one of its own. */
    @Test
    void depthMultiplierGivesEachInputChannelNeighbouringOutputChannels() {
        byte[] oneRowOfTwoTaps = {1, 2, 3, 4, 5, 6, 7, 8};

        byte[] spread = WindowConverters.spread(oneRowOfTwoTaps, 4, 2);

        assertThat(spread).containsExactly(1, 0, 5, 0, 2, 0, 6, 0, 0, 3, 0, 7, 0, 4, 0, 8);
    }

    @Test
    void singleInputChannelOnlyChangesTheOrder() {
        assertThat(WindowConverters.spread(new byte[] {1, 2, 3, 4, 5, 6}, 3, 1)).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void refusesWeightsThatNoFlashWouldHold() {
        byte[] values = new byte[1 << 13];

        assertThatThrownBy(() -> WindowConverters.spread(values, 1 << 13, 1 << 12))
                .isInstanceOf(TfliteException.class)
                .hasMessageContaining("33554432 weights");
    }
}
