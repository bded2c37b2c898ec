package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.data.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MfccTest {
    private final Mfcc mfcc = new Mfcc();

    @Test
    void equalsReferenceFeaturesOfRealClips() throws IOException {
        Path reference = RealData.folder("kws01");
        Path clips = RealData.folder("speech_commands");
        List<String> rows = Files.readAllLines(reference.resolve("manifest.csv"));

        long equal = 0;
        long values = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            byte[] expected = Files.readAllBytes(reference.resolve(cells[0]));
            byte[] features = mfcc.features(sound(clips.resolve(cells[3].split(";", -1)[0])));
            for (int i = 0; i < expected.length; i++) {
                // Reference features wrap around, so that the distance does too.
                assertThat(Math.abs((byte) (features[i] - expected[i]))).isLessThanOrEqualTo(1);
                equal += features[i] == expected[i] ? 1 : 0;
                values++;
            }
        }

        System.out.printf(
                Locale.ROOT,
                "MFCC over kws01: %,d of %,d values equal the reference (%.3f %%), the others are 1 off%n",
                equal,
                values,
                100.0 * equal / values);
        assertThat(values).isGreaterThan(300_000);
        assertThat((double) equal / values).isGreaterThan(0.998);
    }

    private static float[] sound(Path file) {
        short[] samples = Wav.read(file);
        float[] sound = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            sound[i] = samples[i];
        }
        return sound;
    }

    @Test
    void doesNotHearLoudness() {
        float[] soft = noise(3);
        float[] loud = soft.clone();
        for (int i = 0; i < loud.length; i++) {
            loud[i] *= 16;
        }

        assertThat(mfcc.features(loud)).containsExactly(mfcc.features(soft));
    }

    @Test
    void padsShortSoundWithSilence() {
        float[] shorter = Arrays.copyOf(noise(3), 9000);
        float[] padded = Arrays.copyOf(shorter, Clip.SAMPLES);

        assertThat(mfcc.features(shorter)).containsExactly(mfcc.features(padded));
    }

    @Test
    void givesSilenceWhatTheReferenceGives() {
        byte[] features = mfcc.features(new float[Clip.SAMPLES]);

        // 40 bands of ln(1e-6) times 2/sqrt(80) is -123.57, and -123.57 / 0.5847029 + 83 = -128.3: just inside int8.
        byte[] silence = {-128, 82, 83, 83, 83, 82, 83, 83, 83, 83};
        for (int frame = 0; frame < Mfcc.FRAMES; frame++) {
            int from = frame * Mfcc.COEFFICIENTS;
            assertThat(Arrays.copyOfRange(features, from, from + Mfcc.COEFFICIENTS))
                    .containsExactly(silence);
        }
    }

    private static float[] noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[Clip.SAMPLES];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() / 64;
        }
        return noise;
    }

    @Test
    void moreCoefficientsBeginAsFewerAndEverySecondFrameIsThatOfADoubleHop() {
        float[] sound = new float[Clip.SAMPLES];
        Random random = new Random(5);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (random.nextGaussian() * Math.sin(i / 900.0));
        }

        byte[] benchmark = mfcc.features(sound);
        byte[] more = new Mfcc(Mfcc.input(49, 20)).features(sound);
        byte[] fewer = new Mfcc(Mfcc.input(25, 10)).features(sound);

        for (int frame = 0; frame < 49; frame++) {
            byte[] expected = Arrays.copyOfRange(benchmark, 10 * frame, 10 * frame + 10);
            assertThat(Arrays.copyOfRange(more, 20 * frame, 20 * frame + 10)).isEqualTo(expected);
            if (frame % 2 == 0) {
                assertThat(Arrays.copyOfRange(fewer, 5 * frame, 5 * frame + 10)).isEqualTo(expected);
            }
        }
    }
}
