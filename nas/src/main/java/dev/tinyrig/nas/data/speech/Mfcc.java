package dev.tinyrig.nas.data.speech;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.data.Input;

/**
 * MLPerf Tiny's keyword front end: one second of sound to int8 mel cepstral coefficients, 49 frames of 10 in the benchmark.
 *
 * <p>Source: mlcommons/tiny, {@code benchmark/training/keyword_spotting/get_dataset.py} and TensorFlow's
 * {@code mfccs_from_log_mel_spectrograms}.
 */
public final class Mfcc {
    public static final int FRAMES = 49;
    public static final int COEFFICIENTS = 10;

    private static final Quantization QUANTIZATION = new Quantization(0.5847029f, 83);
    public static final Input INPUT = new Input(new Shape(FRAMES, COEFFICIENTS, 1), QUANTIZATION);

    private static final int BANDS = 40;

    /**
     * What the reference's float32 rounding leaves of the coefficients that are 0 in digital silence: 1 and 5 come out a
     * hair below 0, which truncation then turns into 82 instead of 83.
     */
    private static final double[] SILENCE_ROUNDING = {0, -1e-6, 0, 0, 0, -1e-6, 0, 0, 0, 0};

    private final MelFrames frames;
    private final int coefficients;
    private final double[][] dct;

    /** The benchmark's. */
    public Mfcc() {
        this(INPUT);
    }

    /** Another number of frames or coefficients, of those that {@link #input} makes. */
    public Mfcc(Input input) {
        this.frames = new MelFrames(input.shape().height(), BANDS);
        this.coefficients = input.shape().width();
        this.dct = dct(coefficients);
    }

    /**
     * What networks read of so many frames and coefficients.
     *
     * @throws IllegalArgumentException if no hop makes as many frames, or there are not as many coefficients
     */
    public static Input input(int frames, int coefficients) {
        MelFrames.requirePossible(frames, coefficients, "coefficients");
        return new Input(new Shape(frames, coefficients, 1), QUANTIZATION);
    }

    /** The int8 network input for sound in any scale. */
    public byte[] features(float[] clip) {
        double[][] logMel = frames.logMel(clip);
        byte[] features = new byte[logMel.length * coefficients];
        for (int i = 0; i < features.length; i++) {
            features[i] = quantized(coefficient(i % coefficients, logMel[i / coefficients]));
        }
        return features;
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
        return (byte) (int) (value / QUANTIZATION.scale() + QUANTIZATION.zeroPoint());
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
