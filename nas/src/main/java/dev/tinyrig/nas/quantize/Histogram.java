package dev.tinyrig.nas.quantize;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How often a tensor takes which values, and which range of int8 errs least on them: a narrower one than theirs cuts off
 * rare values but rounds all others more finely.
 */
final class Histogram {
    private static final int BINS = 2048;

    /** The narrowest range that is tried, in percent of the values' own. */
    private static final int NARROWEST = 30;

    private static final int STEP = 5;

    private final Range range;
    private final long[] counts = new long[BINS];

    /** @param range of all values to come */
    Histogram(Range range) {
        this.range = range;
    }

    /** Zeros are exact in any range, so that they have no say. */
    void add(float[] values) {
        float binsPerUnit = BINS / Math.max(Float.MIN_NORMAL, range.max() - range.min());
        for (float value : values) {
            if (value != 0) {
                counts[Math.min(BINS - 1, (int) ((value - range.min()) * binsPerUnit))]++;
            }
        }
    }

    /** The part of the range with the least mean square error; all of it where parts are as good. */
    Range leastError() {
        return IntStream.rangeClosed(0, (100 - NARROWEST) / STEP)
                .mapToObj(cut -> range.scaled(1 - cut * STEP / 100.0))
                .min(Comparator.comparingDouble(this::error))
                .orElse(range);
    }

    private double error(Range part) {
        double step = part.quantization().scale();
        double binSize = (range.max() - range.min()) / (double) BINS;
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double value = range.min() + (bin + 0.5) * binSize;
            double cutOff = Math.max(0, Math.max(part.min() - value, value - part.max()));
            // Rounding errs evenly between half a step down and half a step up.
            error += counts[bin] * Math.max(cutOff * cutOff, step * step / 12);
        }
        return error;
    }
}
