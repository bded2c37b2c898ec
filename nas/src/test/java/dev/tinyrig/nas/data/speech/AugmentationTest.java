package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final Augmentation NOTHING = new Augmentation(0, 0, 0, 0, 0, 0);

    @Test
    void sameSeedSameCopy() {
        float[] clip = tone();
        List<float[]> noises = List.of(noise());

        float[] copy = Augmentation.STANDARD.apply(clip, noises, new SplittableRandom(5));
        float[] again = Augmentation.STANDARD.apply(clip, noises, new SplittableRandom(5));
        float[] other = Augmentation.STANDARD.apply(clip, noises, new SplittableRandom(6));

        assertThat(copy).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void leavesClipItselfAlone() {
        float[] clip = tone();

        Augmentation.STANDARD.apply(clip, List.of(noise()), new SplittableRandom(5));

        assertThat(clip).isEqualTo(tone());
    }

    @Test
    void changesNothingWhereNothingIsAsked() {
        float[] copy = NOTHING.apply(tone(), List.of(noise()), new SplittableRandom(5));

        assertThat(Arrays.copyOf(copy, 15_999)).isEqualTo(Arrays.copyOf(tone(), 15_999));
    }

    @Test
    void shiftsByAtMostTheLimitEitherWay() {
        float[] click = new float[Clip.SAMPLES];
        click[8000] = 1;
        Augmentation shift = new Augmentation(1600, 0, 0, 0, 0, 0);

        List<Integer> places = IntStream.range(0, 200)
                .mapToObj(seed -> loudest(shift.apply(click, List.of(), new SplittableRandom(seed))))
                .toList();

        assertThat(places).allMatch(place -> Math.abs(place - 8000) <= 1600);
        assertThat(places).anyMatch(place -> place < 6800).anyMatch(place -> place > 9200);
    }

    @Test
    void mixesNoiseAtTheSignalToNoiseRatioAsked() {
        Augmentation tenDecibel = new Augmentation(0, 0, 0, 1, 10, 10);

        float[] copy = tenDecibel.apply(tone(), List.of(noise()), new SplittableRandom(5));

        float[] added = tone();
        for (int i = 0; i < added.length; i++) {
            added[i] = copy[i] - added[i];
        }
        assertThat(20 * Math.log10(level(tone()) / level(added))).isCloseTo(10, within(0.1));
    }

    @Test
    void mixesNoiseShorterThanAClip() {
        Augmentation noisy = new Augmentation(0, 0, 0, 1, 0, 0);

        float[] copy = noisy.apply(tone(), List.of(Arrays.copyOf(noise(), 100)), new SplittableRandom(5));

        assertThat(copy).isNotEqualTo(tone()).hasSize(Clip.SAMPLES);
    }

    @Test
    void rejectsImpossibleNumbers() {
        assertThatThrownBy(() -> new Augmentation(0, 0.9, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Augmentation(0, 0, 0, 2, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Augmentation(0, 0, 0, 1, 5, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] tone() {
        float[] tone = new float[Clip.SAMPLES];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.sin(i * 0.1);
        }
        return tone;
    }

    private static float[] noise() {
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[5 * Clip.SAMPLES];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble(-1, 1);
        }
        return noise;
    }

    private static int loudest(float[] sound) {
        return IntStream.range(0, sound.length)
                .reduce((a, b) -> sound[b] > sound[a] ? b : a)
                .orElseThrow();
    }

    private static double level(float[] sound) {
        double sum = 0;
        for (float sample : sound) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / sound.length);
    }
}
