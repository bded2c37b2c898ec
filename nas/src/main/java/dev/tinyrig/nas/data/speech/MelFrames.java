package dev.tinyrig.nas.data.speech;

import java.util.List;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Logarithms of a clip's mel bands, frame by frame: what {@link Mfcc} and {@link LogMel} have in common.
 *
 * <p>Source: mlcommons/tiny, {@code benchmark/training/keyword_spotting/get_dataset.py}.
 */
final class MelFrames {
    /** Samples from one frame to the next, which decide how many frames there are; the benchmark's is 320. */
    private static final List<Integer> HOPS = List.of(640, 320, 160);

    private static final int FRAME_SAMPLES = 480;
    private static final int FFT_SIZE = 512;
    private static final int BINS = FFT_SIZE / 2;
    private static final double LOG_OFFSET = 1e-6;

    private final double[] window = hannWindow();
    private final int frames;
    private final int hopSamples;
    private final MelBands bands;

    MelFrames(int frames, int bands) {
        this.frames = frames;
        this.hopSamples = hop(frames);
        this.bands = new MelBands(bands, BINS, (double) Wav.SAMPLE_RATE_HZ / FFT_SIZE);
    }

    /** How many frames a clip may have, the fewest first. */
    static List<Integer> choices() {
        return HOPS.stream().map(MelFrames::frames).toList();
    }

    private static int frames(int hopSamples) {
        return (Clip.SAMPLES - FRAME_SAMPLES) / hopSamples + 1;
    }

    private static int hop(int frames) {
        return HOPS.stream()
                .filter(hop -> frames(hop) == frames)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there are no features of %d frames; there are of %s".formatted(frames, choices())));
    }

    /** Refuses what no clip can be cut into. */
    static void requirePossible(int frames, int values, String what) {
        hop(frames);
        if (values < 1 || values > MelBands.MOST) {
            throw new IllegalArgumentException("%d %s are not within 1..%d".formatted(values, what, MelBands.MOST));
        }
    }

    /** How frames are cut, in words. */
    static String description(int frames) {
        return "each of %d ms, one every %d ms, %d to %d Hz, the clip's loudest positive sample scaled to 1"
                .formatted(
                        milliseconds(FRAME_SAMPLES),
                        milliseconds(hop(frames)),
                        MelBands.LOWEST_HZ,
                        MelBands.HIGHEST_HZ);
    }

    private static int milliseconds(int samples) {
        return 1000 * samples / Wav.SAMPLE_RATE_HZ;
    }

    /** A row for each frame of sound in any scale: the loudest positive sample becomes 1. */
    double[][] logMel(float[] clip) {
        double[] sound = normalised(clip);
        double[][] logMel = new double[frames][];
        for (int frame = 0; frame < frames; frame += 2) {
            int second = Math.min(frame + 1, frames - 1);
            double[][] magnitudes = magnitudes(sound, frame * hopSamples, second * hopSamples);
            logMel[frame] = logMel(magnitudes[0]);
            logMel[second] = logMel(magnitudes[1]);
        }
        return logMel;
    }

    private double[] logMel(double[] magnitudes) {
        double[] logMel = new double[bands.count()];
        for (int band = 0; band < logMel.length; band++) {
            logMel[band] = Math.log(bands.sum(band, magnitudes) + LOG_OFFSET);
        }
        return logMel;
    }

    /** The reference divides by the maximum, not by the maximum of the absolute value. */
    private static double[] normalised(float[] clip) {
        int length = Math.min(clip.length, Clip.SAMPLES);
        float max = 0;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, clip[i]);
        }
        double[] sound = new double[Clip.SAMPLES];
        for (int i = 0; i < length; i++) {
            sound[i] = max > 0 ? clip[i] / max : clip[i];
        }
        return sound;
    }

    /** Two real frames in one complex transform: they are its even and its odd part. */
    private double[][] magnitudes(double[] sound, int start, int secondStart) {
        double[][] spectrum = new double[2][FFT_SIZE];
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            spectrum[0][i] = sound[start + i] * window[i];
            spectrum[1][i] = sound[secondStart + i] * window[i];
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        double[] re = spectrum[0];
        double[] im = spectrum[1];
        double[][] magnitudes = new double[2][BINS];
        for (int i = 1; i < BINS; i++) {
            int mirror = FFT_SIZE - i;
            magnitudes[0][i] = magnitude(re[i] + re[mirror], im[i] - im[mirror]) / 2;
            magnitudes[1][i] = magnitude(re[i] - re[mirror], im[i] + im[mirror]) / 2;
        }
        return magnitudes;
    }

    private static double magnitude(double re, double im) {
        return Math.sqrt(re * re + im * im);
    }

    private static double[] hannWindow() {
        double[] window = new double[FRAME_SAMPLES];
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME_SAMPLES);
        }
        return window;
    }
}
