package dev.tinyrig.nas.data;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * MLPerf Tiny's keyword front end: one second of sound to 49 frames of 10 int8 mel cepstral coefficients.
 *
 * <p>Source: mlcommons/tiny, {@code benchmark/training/keyword_spotting/get_dataset.py} and TensorFlow's
 * {@code linear_to_mel_weight_matrix} and {@code mfccs_from_log_mel_spectrograms}.
 */
public final class Mfcc {
    /** Samples of one clip: shorter ones are padded with silence, longer ones cut. */
    public static final int CLIP_SAMPLES = Wav.SAMPLE_RATE_HZ;

    public static final int FRAMES = 49;
    public static final int COEFFICIENTS = 10;
    public static final Shape SHAPE = new Shape(FRAMES, COEFFICIENTS, 1);
    public static final Quantization QUANTIZATION = new Quantization(0.5847029f, 83);

    private static final int FRAME_SAMPLES = 480;
    private static final int HOP_SAMPLES = 320;
    private static final int FFT_SIZE = 512;
    private static final int BINS = FFT_SIZE / 2 + 1;
    private static final int BANDS = 40;
    private static final double LOWEST_HZ = 20;
    private static final double HIGHEST_HZ = 4000;
    private static final double LOG_OFFSET = 1e-6;

    private final double[] window = hannWindow();
    private final double[][] mel = melBands();
    private final double[][] dct = dct();

    /** The int8 network input for sound in any scale: the loudest positive sample becomes 1. */
    public byte[] features(float[] clip) {
        double[] sound = normalised(clip);
        byte[] features = new byte[FRAMES * COEFFICIENTS];
        for (int frame = 0; frame < FRAMES; frame++) {
            double[] logMel = logMel(magnitudes(sound, frame * HOP_SAMPLES));
            for (int c = 0; c < COEFFICIENTS; c++) {
                features[frame * COEFFICIENTS + c] = quantized(dot(dct[c], logMel));
            }
        }
        return features;
    }

    /** Truncates toward zero and wraps modulo 256, as the reference does; it does not clip. */
    private static byte quantized(double value) {
        return (byte) (int) (value / QUANTIZATION.scale() + QUANTIZATION.zeroPoint());
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

    private double[] magnitudes(double[] sound, int start) {
        double[][] spectrum = new double[2][FFT_SIZE];
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            spectrum[0][i] = sound[start + i] * window[i];
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        double[] magnitudes = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            magnitudes[i] = Math.sqrt(spectrum[0][i] * spectrum[0][i] + spectrum[1][i] * spectrum[1][i]);
        }
        return magnitudes;
    }

    private double[] logMel(double[] magnitudes) {
        double[] logMel = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            logMel[band] = Math.log(dot(mel[band], magnitudes) + LOG_OFFSET);
        }
        return logMel;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
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

    /** Triangles that are linear in mel; the constant bin belongs to none. Cut after the last bin of the last band. */
    private static double[][] melBands() {
        double lowest = mel(LOWEST_HZ);
        double step = (mel(HIGHEST_HZ) - lowest) / (BANDS + 1);
        int bins = (int) (HIGHEST_HZ * FFT_SIZE / Wav.SAMPLE_RATE_HZ) + 1;
        double[][] bands = new double[BANDS][bins];
        for (int band = 0; band < BANDS; band++) {
            double centre = lowest + (band + 1) * step;
            for (int bin = 1; bin < bins; bin++) {
                double distance = Math.abs(mel((double) bin * Wav.SAMPLE_RATE_HZ / FFT_SIZE) - centre);
                bands[band][bin] = Math.max(0, 1 - distance / step);
            }
        }
        return bands;
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }

    /** DCT-II with TensorFlow's factor 2 / sqrt(2 * bands). */
    private static double[][] dct() {
        double[][] dct = new double[COEFFICIENTS][BANDS];
        for (int c = 0; c < COEFFICIENTS; c++) {
            for (int band = 0; band < BANDS; band++) {
                dct[c][band] = 2 / Math.sqrt(2.0 * BANDS) * Math.cos(Math.PI * c * (band + 0.5) / BANDS);
            }
        }
        return dct;
    }
}
