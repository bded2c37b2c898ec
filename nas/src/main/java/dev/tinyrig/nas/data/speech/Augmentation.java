package dev.tinyrig.nas.data.speech;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random changes that leave the word the same: moved in time, spoken faster or slower, through another microphone, over
 * background noise.
 *
 * @param maxShiftSamples either way
 * @param maxSpeedChange as a share, either way; the pitch moves with it
 * @param maxTilt of the spectrum, 0 for none to below 1: weight of the previous sample that is added or subtracted
 * @param noiseProbability share of copies that hear noise
 * @param minSignalToNoiseDb loudest noise
 * @param maxSignalToNoiseDb softest noise
 */
public record Augmentation(
        int maxShiftSamples,
        double maxSpeedChange,
        double maxTilt,
        double noiseProbability,
        double minSignalToNoiseDb,
        double maxSignalToNoiseDb) {
    public static final Augmentation STANDARD = new Augmentation(1600, 0.15, 0.4, 0.8, 0, 30);

    public Augmentation {
        boolean possible = maxShiftSamples >= 0
                && maxSpeedChange >= 0
                && maxSpeedChange < 0.5
                && maxTilt >= 0
                && maxTilt < 1
                && noiseProbability >= 0
                && noiseProbability <= 1
                && minSignalToNoiseDb <= maxSignalToNoiseDb;
        if (!possible) {
            throw new IllegalArgumentException("augmentation %d, %s, %s, %s, %s..%s is out of range"
                    .formatted(
                            maxShiftSamples,
                            maxSpeedChange,
                            maxTilt,
                            noiseProbability,
                            minSignalToNoiseDb,
                            maxSignalToNoiseDb));
        }
    }

    /** A changed copy of a clip, one clip long; without noises none is mixed in. */
    float[] apply(float[] clip, List<float[]> noises, SplittableRandom random) {
        float[] copy = moved(clip, random);
        tilt(copy, maxTilt * (2 * random.nextDouble() - 1));
        if (!noises.isEmpty() && random.nextDouble() < noiseProbability) {
            float[] noise = noises.get(random.nextInt(noises.size()));
            mix(copy, noise, random);
        }
        return copy;
    }

    /** Shift and speed in one resampling by linear interpolation about the clip's middle. */
    private float[] moved(float[] clip, SplittableRandom random) {
        double rate = 1 + maxSpeedChange * (2 * random.nextDouble() - 1);
        double shift = maxShiftSamples * (2 * random.nextDouble() - 1);
        double middle = Clip.SAMPLES / 2.0;
        float[] moved = new float[Clip.SAMPLES];
        for (int i = 0; i < moved.length; i++) {
            double at = (i - middle - shift) * rate + middle;
            int before = (int) Math.floor(at);
            if (before >= 0 && before + 1 < clip.length) {
                float part = (float) (at - before);
                moved[i] = clip[before] + part * (clip[before + 1] - clip[before]);
            }
        }
        return moved;
    }

    private static void tilt(float[] clip, double weight) {
        for (int i = clip.length - 1; i > 0; i--) {
            clip[i] += (float) weight * clip[i - 1];
        }
    }

    private void mix(float[] clip, float[] noise, SplittableRandom random) {
        double range = maxSignalToNoiseDb - minSignalToNoiseDb;
        double decibel = minSignalToNoiseDb + range * random.nextDouble();
        int start = random.nextInt(Math.max(1, noise.length - clip.length + 1));
        int length = Math.min(clip.length, noise.length);
        double noiseLevel = level(noise, start, length);
        double gain = noiseLevel == 0 ? 0 : level(clip, 0, clip.length) / noiseLevel * Math.pow(10, -decibel / 20);
        for (int i = 0; i < length; i++) {
            clip[i] += (float) gain * noise[start + i];
        }
    }

    private static double level(float[] sound, int start, int length) {
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return Math.sqrt(sum / length);
    }
}
