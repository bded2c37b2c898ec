package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.RealData;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogMelTest {
    private static final int FRAME_SAMPLES = 480;
    private static final int FFT_SIZE = 512;

    @ParameterizedTest
    @CsvSource({"25, 640, 40", "49, 320, 40", "49, 320, 20", "98, 160, 13"})
    void equalsADiscreteFourierTransformByItsDefinition(int frames, int hop, int bands) {
        float[] clip = sound(7);

        byte[] features = new LogMel(LogMel.input(frames, bands)).features(clip);

        for (int frame : List.of(0, 1, frames / 2, frames - 1)) {
            double[] expected = logMel(clip, frame * hop, bands);
            for (int band = 0; band < bands; band++) {
                int nearest = (int) Math.max(-128, Math.min(127, Math.rint(expected[band] / 0.08) + 45));
                assertThat(features[frame * bands + band])
                        .as("frame %d, band %d", frame, band)
                        .isEqualTo((byte) nearest);
            }
        }
    }

    /** By the formulas, without any of the shortcuts. */
    private static double[] logMel(float[] clip, int start, int bands) {
        double loudest = 0;
        for (float sample : clip) {
            loudest = Math.max(loudest, sample);
        }
        double[] sums = new double[bands];
        for (int bin = 1; bin < FFT_SIZE / 2; bin++) {
            double magnitude = magnitude(clip, start, loudest, bin);
            for (int band = 0; band < bands; band++) {
                sums[band] += magnitude * share(16_000.0 * bin / FFT_SIZE, band, bands);
            }
        }
        return java.util.Arrays.stream(sums).map(sum -> Math.log(sum + 1e-6)).toArray();
    }

    private static double magnitude(float[] clip, int start, double loudest, int bin) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            double hann = Math.pow(Math.sin(Math.PI * i / FRAME_SAMPLES), 2);
            double sample = clip[start + i] / loudest * hann;
            re += sample * Math.cos(2 * Math.PI * bin * i / FFT_SIZE);
            im -= sample * Math.sin(2 * Math.PI * bin * i / FFT_SIZE);
        }
        return Math.hypot(re, im);
    }

    /** Of a frequency in a band: rises from the lower neighbour's centre and falls to the upper one's. */
    private static double share(double hz, int band, int bands) {
        double first = mel(20);
        double last = mel(4000);
        double lower = first + (last - first) * band / (bands + 1);
        double centre = first + (last - first) * (band + 1) / (bands + 1);
        double upper = first + (last - first) * (band + 2) / (bands + 1);
        double rising = (mel(hz) - lower) / (centre - lower);
        double falling = (upper - mel(hz)) / (upper - centre);
        return Math.max(0, Math.min(rising, falling));
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }

    @Test
    void sameSoundSameFeatures() {
        LogMel once = new LogMel(LogMel.input(49, 40));
        LogMel again = new LogMel(LogMel.input(49, 40));

        byte[] features = once.features(sound(3));

        assertThat(once.features(sound(4))).isNotEqualTo(features);
        assertThat(once.features(sound(3))).isEqualTo(features);
        assertThat(again.features(sound(3))).isEqualTo(features).hasSize(49 * 40);
    }

    @Test
    void silenceIsTheLowestValue() {
        assertThat(new LogMel(LogMel.input(49, 40)).features(new float[Clip.SAMPLES]))
                .containsOnly(-128);
    }

    @Test
    void cepstralCoefficientsAreTheCosineTransformOfTheSameBands() {
        float[] clip = sound(5);
        byte[] bands = new LogMel(LogMel.input(49, 40)).features(clip);
        byte[] coefficients = new Mfcc().features(clip);

        for (int frame = 0; frame < 49; frame++) {
            double sum = 0;
            for (int band = 0; band < 40; band++) {
                sum += 0.08 * (bands[40 * frame + band] - 45) * 2 / Math.sqrt(80);
            }
            assertThat(coefficients[10 * frame]).isCloseTo((byte) (sum / 0.5847029 + 83), within(1));
        }
    }

    private static org.assertj.core.data.Offset<Byte> within(int steps) {
        return org.assertj.core.data.Offset.offset((byte) steps);
    }

    @Test
    void noValueOfRealSpeechIsClipped() {
        SpeechCommands data = SpeechCommands.open(RealData.folder("speech_commands"));
        Sounds sounds = new Sounds(data.backgroundNoise());
        List<Clip> clips = Stream.of(data.parts().validation(), data.parts().test())
                .flatMap(List::stream)
                .toList();

        for (int bands : List.of(20, 40)) {
            long highest = highest(clips, sounds, new LogMel(LogMel.input(49, bands)));
            System.out.printf(
                    Locale.ROOT,
                    "log-mel, %d bands: %d of the %,d values of %d real clips are clipped%n",
                    bands,
                    highest,
                    49L * bands * clips.size(),
                    clips.size());
            assertThat(highest).isZero();
        }
    }

    /** How many values are at the upper end; nothing is clipped below, since not even silence is. */
    private static long highest(List<Clip> clips, Sounds sounds, LogMel logMel) {
        long highest = 0;
        for (Clip clip : clips) {
            for (byte value : logMel.features(sounds.sound(clip))) {
                highest += value == Byte.MAX_VALUE ? 1 : 0;
            }
        }
        return highest;
    }

    @Test
    void refusesFramesAndBandsThatThereAreNot() {
        assertThatThrownBy(() -> LogMel.input(50, 40))
                .hasMessage("there are no features of 50 frames; there are of [25, 49, 98]");
        assertThatThrownBy(() -> LogMel.input(49, 41)).hasMessage("41 bands are not within 1..40");
    }

    /** Tones over noise that swells and fades. */
    private static float[] sound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] sound = new float[Clip.SAMPLES];
        for (int i = 0; i < sound.length; i++) {
            double noise = random.nextGaussian() * Math.sin(i / 2100.0) / 20;
            sound[i] = (float) (noise + Math.sin(i * (0.1 + 1e-5 * i)) * Math.exp(-i / 5000.0));
        }
        return sound;
    }
}
