package dev.tinyrig.nas.data.speech;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.data.Input;

/** A log-mel spectrogram: one second of sound to the int8 logarithms of its mel bands, without the cosine transform. */
public final class LogMel {
    /** Digital silence, ln 1e-6, is -128; the highest value, ln 706, is more than any band of real speech has. */
    private static final Quantization QUANTIZATION = new Quantization(0.08f, 45);

    private final MelFrames frames;
    private final int bands;

    /** So many frames and bands, of those that {@link #input} makes. */
    public LogMel(Input input) {
        this.bands = input.shape().width();
        this.frames = new MelFrames(input.shape().height(), bands);
    }

    /**
     * What networks read of so many frames and bands.
     *
     * @throws IllegalArgumentException if no hop makes as many frames, or there are not as many bands
     */
    public static Input input(int frames, int bands) {
        MelFrames.requirePossible(frames, bands, "bands");
        return new Input(new Shape(frames, bands, 1), QUANTIZATION);
    }

    /** The int8 network input for sound in any scale. */
    public byte[] features(float[] clip) {
        double[][] logMel = frames.logMel(clip);
        byte[] features = new byte[logMel.length * bands];
        for (int i = 0; i < features.length; i++) {
            features[i] = quantized(logMel[i / bands][i % bands]);
        }
        return features;
    }

    private static byte quantized(double value) {
        long nearest = Math.round(value / QUANTIZATION.scale()) + QUANTIZATION.zeroPoint();
        return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, nearest));
    }
}
