package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizedKeywordsTest {
    private static final SynthesizedKeywords KEYWORDS = new SynthesizedKeywords(Size.TINY);

    @Test
    void speaksASetThatSaysItIsSynthetic(@TempDir Path cache) throws IOException {
        requireEspeak();

        SpeechCommands data = KEYWORDS.open(cache, 2, (done, total) -> {});

        assertThat(data.synthetic()).isTrue();
        assertThat(labels(data.parts().training())).hasSize(12);
        assertThat(labels(data.parts().validation())).hasSize(12);
        assertThat(labels(data.parts().test())).hasSize(12);
        for (Clip clip : data.parts().training()) {
            assertThat(loudest(new Sounds(data.backgroundNoise()).sound(clip)))
                    .as("loudness of %s", clip.name())
                    .isGreaterThan(0.02f);
        }
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void speaksOnlyOnce(@TempDir Path cache) {
        requireEspeak();
        List<Integer> spoken = new ArrayList<>();

        SpeechCommands first = KEYWORDS.open(cache, 1, (done, total) -> spoken.add(done));
        SpeechCommands second = KEYWORDS.open(cache, 1, (done, total) -> spoken.add(done));

        assertThat(second).isEqualTo(first);
        assertThat(spoken).hasSize(60);
    }

    @Test
    void threadsChangeNoSample(@TempDir Path one, @TempDir Path two) {
        requireEspeak();

        SpeechCommands alone = KEYWORDS.open(one, 1, (done, total) -> {});
        SpeechCommands together = KEYWORDS.open(two, 2, (done, total) -> {});

        for (int i = 0; i < alone.parts().training().size(); i++) {
            assertThat(Wav.read(together.parts().training().get(i).file()))
                    .isEqualTo(Wav.read(alone.parts().training().get(i).file()));
        }
    }

    @Test
    void saysHowToGetAMissingSpeaker(@TempDir Path cache) throws IOException {
        SynthesizedKeywords mute = new SynthesizedKeywords("no-such-espeak", Size.TINY);

        assertThatThrownBy(() -> mute.open(cache, 1, (done, total) -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("no-such-espeak does not start")
                .hasMessageEndingWith("install it (apt-get install espeak-ng) or name a data folder");
        try (var left = Files.list(cache)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void firstEightySpeakersDiffer() {
        Set<String> voices = new HashSet<>();
        for (int number = 0; number < 80; number++) {
            voices.add(Speaker.of("espeak-ng", number).voice());
        }

        assertThat(voices).hasSize(80);
    }

    @Test
    void resamplingKeepsTonesAndDropsWhatTheRateCannotHold() {
        float[] kept = Resampler.resample(tone(1000, 22_050), 22_050, 16_000);
        float[] dropped = Resampler.resample(tone(9500, 22_050), 22_050, 16_000);
        short[] expected = tone(1000, 16_000);

        for (int i = 100; i < 15_900; i++) {
            assertThat(kept[i]).isBetween(expected[i] - 60f, expected[i] + 60f);
        }
        assertThat(loudest(Arrays.copyOfRange(dropped, 100, 15_900))).isLessThan(400);
    }

    private static short[] tone(double hz, int rateHz) {
        short[] tone = new short[rateHz];
        for (int i = 0; i < rateHz; i++) {
            tone[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hz * i / rateHz));
        }
        return tone;
    }

    private static void requireEspeak() {
        try {
            new ProcessBuilder("espeak-ng", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.err.println("SKIPPED: espeak-ng is not installed");
            abort("SKIPPED: espeak-ng is not installed");
        }
    }

    private static Set<Integer> labels(List<Clip> clips) {
        Set<Integer> labels = new HashSet<>();
        clips.forEach(clip -> labels.add(clip.label()));
        return labels;
    }

    private static float loudest(float[] sound) {
        float loudest = 0;
        for (float sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }
}
