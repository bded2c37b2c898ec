package dev.tinyrig.nas.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final Range RANGE = new Range(-1, 3);

    @Test
    void evenlySpreadValuesNeedTheirWholeRange() {
        Random random = new Random(1);
        Histogram histogram = new Histogram(RANGE);
        histogram.add(values(10_000, () -> -1 + 4 * random.nextFloat()));

        assertThat(histogram.leastError()).isEqualTo(RANGE);
    }

    @Test
    void rareValuesAreCutOff() {
        Random random = new Random(1);
        Histogram histogram = new Histogram(RANGE);
        histogram.add(values(1_000_000, () -> 0.2f * (float) random.nextGaussian()));
        histogram.add(new float[] {3});

        assertThat(histogram.leastError().max()).isLessThan(2.4f);
        assertThat(histogram.leastError().min()).isLessThan(-0.5f);
    }

    @Test
    void zerosAloneSayNothing() {
        Histogram histogram = new Histogram(RANGE);
        histogram.add(new float[1000]);

        assertThat(histogram.leastError()).isEqualTo(RANGE);
        assertThat(new Histogram(Range.ZERO).leastError()).isEqualTo(Range.ZERO);
    }

    private static float[] values(int count, Supplier<Float> next) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = next.get();
        }
        return values;
    }
}
