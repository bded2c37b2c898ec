package dev.tinyrig.nas.data.speech;

/** Changes the sample rate of sound by a windowed sinc, which keeps out what the lower rate cannot hold. */
final class Resampler {
    private static final int LOBES = 8;

    private Resampler() {}

    static float[] resample(short[] samples, int fromHz, int toHz) {
        double step = (double) fromHz / toHz;
        double cutoff = Math.min(1, 1 / step);
        int reach = (int) Math.ceil(LOBES / cutoff);
        float[] resampled = new float[(int) (samples.length / step)];
        for (int i = 0; i < resampled.length; i++) {
            double at = i * step;
            double sum = 0;
            int first = Math.max(0, (int) at - reach + 1);
            int last = Math.min(samples.length - 1, (int) at + reach);
            for (int j = first; j <= last; j++) {
                sum += samples[j] * kernel((j - at) * cutoff);
            }
            resampled[i] = (float) (sum * cutoff);
        }
        return resampled;
    }

    private static double kernel(double x) {
        if (Math.abs(x) >= LOBES) {
            return 0;
        }
        return sinc(x) * sinc(x / LOBES);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
