package dev.tinyrig.nas.data.speech;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.data.Input;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * MLPerf Tiny's keyword front end: one second of sound to int8 mel cepstral coefficients, 49 frames of 10 in the benchmark.
 *
 * <p>Source: mlcommons/tiny, {@code benchmark/training/keyword_spotting/get_dataset.py} and TensorFlow's
 * {@code linear_to_mel_weight_matrix} and {@code mfccs_from_log_mel_spectrograms}.
 */
public final class Mfcc {
    /** Samples of one clip: shorter ones are padded with silence, longer ones cut. */
    public static final int CLIP_SAMPLES = Wav.SAMPLE_RATE_HZ;

    public static final int FRAMES = 49;
    public static final int COEFFICIENTS = 10;

    /** Samples from one frame to the next, which decide how many frames there are; the benchmark's is 320. */
    public static final List<Integer> HOPS = List.of(640, 320, 160);

    private static final Quantization QUANTIZATION = new Quantization(0.5847029f, 83);
    public static final Input INPUT = new Input(new Shape(FRAMES, COEFFICIENTS, 1), QUANTIZATION);

    private static final int FRAME_SAMPLES = 480;
    private static final int FFT_SIZE = 512;
    private static final int BINS = FFT_SIZE / 2;
    private static final int BANDS = 40;
    private static final double LOWEST_HZ = 20;
    private static final double HIGHEST_HZ = 4000;
    private static final double LOG_OFFSET = 1e-6;

    /**
     * What the reference's float32 rounding leaves of the coefficients that are 0 in digital silence: 1 and 5 come out a
     * hair below 0, which truncation then turns into 82 instead of 83.
     */
    private static final double[] SILENCE_ROUNDING = {0, -1e-6, 0, 0, 0, -1e-6, 0, 0, 0, 0};

    private final double[] window = hannWindow();
    private final double[][] mel = new double[BANDS][];
    private final int[] firstBins = new int[BANDS];
    private final int hopSamples;
    private final int frames;
    private final int coefficients;
    private final double[][] dct;

    /** The benchmark's. */
    public Mfcc() {
        this(INPUT);
    }

    /** Another number of frames or coefficients, of those that {@link #input} makes. */
    public Mfcc(Input input) {
        this.frames = input.shape().height();
        this.coefficients = input.shape().width();
        this.hopSamples = hop(frames);
        this.dct = dct(coefficients);
        fillMelBands();
    }

    /** How many frames a hop makes of a clip. */
    public static int frames(int hopSamples) {
        return (CLIP_SAMPLES - FRAME_SAMPLES) / hopSamples + 1;
    }

    /**
     * What networks read of so many frames and coefficients.
     *
     * @throws IllegalArgumentException if no hop makes as many frames, or there are not as many coefficients
     */
    public static Input input(int frames, int coefficients) {
        hop(frames);
        if (coefficients < 1 || coefficients > BANDS) {
            throw new IllegalArgumentException("%d coefficients are not within 1..%d".formatted(coefficients, BANDS));
        }
        return new Input(new Shape(frames, coefficients, 1), QUANTIZATION);
    }

    private static int hop(int frames) {
        return HOPS.stream()
                .filter(hop -> frames(hop) == frames)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are no features of %d frames; there are of %s"
                        .formatted(frames, HOPS.stream().map(Mfcc::frames).toList())));
    }

    /** The int8 network input for sound in any scale: the loudest positive sample becomes 1. */
    public byte[] features(float[] clip) {
        double[] sound = normalised(clip);
        byte[] features = new byte[frames * coefficients];
        for (int frame = 0; frame < frames; frame += 2) {
            int second = Math.min(frame + 1, frames - 1);
            double[][] magnitudes = magnitudes(sound, frame * hopSamples, second * hopSamples);
            writeFrame(features, frame, magnitudes[0]);
            writeFrame(features, second, magnitudes[1]);
        }
        return features;
    }

    private void writeFrame(byte[] features, int frame, double[] magnitudes) {
        double[] logMel = logMel(magnitudes);
        for (int c = 0; c < coefficients; c++) {
            features[frame * coefficients + c] = quantized(coefficient(c, logMel));
        }
    }

    /** Uses the symmetry of cosines, so that the odd coefficients of silence are not an accident of rounding. */
    private double coefficient(int c, double[] logMel) {
        double sum = c < SILENCE_ROUNDING.length ? SILENCE_ROUNDING[c] : 0;
        for (int band = 0; band < BANDS / 2; band++) {
            double mirrored = logMel[BANDS - 1 - band];
            sum += dct[c][band] * (c % 2 == 0 ? logMel[band] + mirrored : logMel[band] - mirrored);
        }
        return sum;
    }

    /** Truncates toward zero and wraps modulo 256, as the reference does; it does not clip. */
    private static byte quantized(double value) {
        return (byte) (int)
                (value / INPUT.quantization().scale() + INPUT.quantization().zeroPoint());
    }

    /** The reference divides by the maximum, not by the maximum of the absolute value. */
    private static double[] normalised(float[] clip) {
        int length = Math.min(clip.length, CLIP_SAMPLES);
        float max = 0;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, clip[i]);
        }
        double[] sound = new double[CLIP_SAMPLES];
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

    private double[] logMel(double[] magnitudes) {
        double[] logMel = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            logMel[band] = Math.log(dot(mel[band], magnitudes, firstBins[band]) + LOG_OFFSET);
        }
        return logMel;
    }

    private static double dot(double[] left, double[] right, int rightStart) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[rightStart + i];
        }
        return sum;
    }

    private static double[] hannWindow() {
        double[] window = new double[FRAME_SAMPLES];
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME_SAMPLES);
        }
        return window;
    }

    /** Triangles that are linear in mel, from their first bin that is not 0 to their last; bin 0 belongs to none. */
    private void fillMelBands() {
        double lowest = mel(LOWEST_HZ);
        double step = (mel(HIGHEST_HZ) - lowest) / (BANDS + 1);
        for (int band = 0; band < BANDS; band++) {
            double centre = lowest + (band + 1) * step;
            double[] weights = IntStream.range(0, BINS)
                    .mapToDouble(bin -> bin == 0 ? 0 : Math.max(0, 1 - Math.abs(mel(bin) - centre) / step))
                    .toArray();
            int first = firstPositive(weights);
            int end = first;
            while (weights[end] > 0) {
                end++;
            }
            firstBins[band] = first;
            mel[band] = Arrays.copyOfRange(weights, first, end);
        }
    }

    private static int firstPositive(double[] weights) {
        return IntStream.range(0, weights.length)
                .filter(bin -> weights[bin] > 0)
                .findFirst()
                .orElse(0);
    }

    private static double mel(int bin) {
        return mel((double) bin * Wav.SAMPLE_RATE_HZ / FFT_SIZE);
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }

    /** DCT-II with TensorFlow's factor 2 / sqrt(2 * bands): its first half, which the second mirrors. */
    private static double[][] dct(int coefficients) {
        double[][] dct = new double[coefficients][BANDS / 2];
        for (int c = 0; c < coefficients; c++) {
            for (int band = 0; band < BANDS / 2; band++) {
                dct[c][band] = 2 / Math.sqrt(2.0 * BANDS) * Math.cos(Math.PI * c * (band + 0.5) / BANDS);
            }
        }
        return dct;
    }
}
