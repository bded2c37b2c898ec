package dev.tinyrig.nas.data.speech;

import dev.tinyrig.rig.measure.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the samples of clips; the long files of background noise stay in memory. */
final class Sounds {
    private final Map<Path, short[]> noises = new LinkedHashMap<>();

    Sounds(List<Path> backgroundNoise) {
        backgroundNoise.forEach(file -> noises.put(file, Wav.read(file)));
    }

    List<float[]> noises() {
        return new ArrayList<>(noises.values().stream().map(Sounds::scaled).toList());
    }

    float[] sound(Clip clip) {
        return scaled(samples(clip));
    }

    private short[] samples(Clip clip) {
        short[] noise = noises.get(clip.file());
        short[] all = noise == null ? Wav.read(clip.file()) : noise;
        int end = Math.min(all.length, clip.firstSample() + Clip.SAMPLES);
        return Arrays.copyOfRange(all, Math.min(end, clip.firstSample()), end);
    }

    private static float[] scaled(short[] samples) {
        float[] sound = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            sound[i] = samples[i] / 32768f;
        }
        return sound;
    }

    /** SHA-256 of the samples: equal for identical recordings. */
    String hash(Clip clip) {
        return hash(samples(clip));
    }

    List<String> noiseHashes() {
        return noises.values().stream().map(Sounds::hash).toList();
    }

    private static String hash(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length);
        bytes.asShortBuffer().put(samples);
        return Sha256.of(bytes.array());
    }
}
