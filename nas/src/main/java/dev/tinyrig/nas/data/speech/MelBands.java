package dev.tinyrig.nas.data.speech;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Sums a spectrum in triangles that are linear in mel, as TensorFlow's {@code linear_to_mel_weight_matrix} does. */
final class MelBands {
    /** More would be narrower than the bins of the spectrum, so that some would be empty. */
    static final int MOST = 40;

    static final int LOWEST_HZ = 20;
    static final int HIGHEST_HZ = 4000;

    private final double hzPerBin;
    private final double[][] weights;
    private final int[] firstBins;

    MelBands(int bands, int bins, double hzPerBin) {
        this.hzPerBin = hzPerBin;
        this.weights = new double[bands][];
        this.firstBins = new int[bands];
        double lowest = mel(LOWEST_HZ);
        double step = (mel(HIGHEST_HZ) - lowest) / (bands + 1);
        for (int band = 0; band < bands; band++) {
            fill(band, triangle(lowest + (band + 1) * step, step, bins));
        }
    }

    /** Bin 0 belongs to no band. */
    private double[] triangle(double centre, double step, int bins) {
        return IntStream.range(0, bins)
                .mapToDouble(bin -> bin == 0 ? 0 : Math.max(0, 1 - Math.abs(mel(bin * hzPerBin) - centre) / step))
                .toArray();
    }

    /** From the first bin that is not 0 to the last. */
    private void fill(int band, double[] triangle) {
        int first = firstPositive(triangle);
        int end = first;
        while (triangle[end] > 0) {
            end++;
        }
        firstBins[band] = first;
        weights[band] = Arrays.copyOfRange(triangle, first, end);
    }

    private static int firstPositive(double[] triangle) {
        return IntStream.range(0, triangle.length)
                .filter(bin -> triangle[bin] > 0)
                .findFirst()
                .orElse(0);
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }

    int count() {
        return weights.length;
    }

    /** What a band has of a spectrum. */
    double sum(int band, double[] magnitudes) {
        double sum = 0;
        for (int i = 0; i < weights[band].length; i++) {
            sum += weights[band][i] * magnitudes[firstBins[band] + i];
        }
        return sum;
    }
}
