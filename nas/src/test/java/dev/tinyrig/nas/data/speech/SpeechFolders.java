package dev.tinyrig.nas.data.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes small data folders in the official layout: every clip its own noise. */
public final class SpeechFolders {
    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<String> validation = new ArrayList<>();
    private final List<String> test = new ArrayList<>();

    private SpeechFolders(Path folder) {
        this.folder = folder;
    }

    /** As published: other words as folders of their own, silence only as background noise. */
    public static Path official(Path folder) throws IOException {
        SpeechFolders writer = new SpeechFolders(folder);
        for (String keyword : SpeechCommands.keywords()) {
            writer.word(keyword);
        }
        writer.word("bed");
        writer.word("cat");
        writer.noise();
        writer.lists();
        return folder;
    }

    /** As prepared by others: folders {@code _unknown_} and {@code _silence_}. */
    public static Path prepared(Path folder) throws IOException {
        SpeechFolders writer = new SpeechFolders(folder);
        for (String keyword : SpeechCommands.keywords()) {
            writer.word(keyword);
        }
        writer.word("_unknown_");
        writer.word("_silence_");
        writer.noise();
        writer.lists();
        return folder;
    }

    /** Four clips to train, one to validate, one to test. */
    private void word(String word) throws IOException {
        for (int i = 0; i < 6; i++) {
            String name = word + "/speaker" + i + "_nohash_0.wav";
            Files.createDirectories(folder.resolve(word));
            Wav.write(folder.resolve(name), samples(Clip.SAMPLES));
            if (i == 4) {
                validation.add(name);
            } else if (i == 5) {
                test.add(name);
            }
        }
    }

    private void noise() throws IOException {
        Files.createDirectories(folder.resolve("_background_noise_"));
        Wav.write(folder.resolve("_background_noise_/hiss.wav"), samples(10 * Wav.SAMPLE_RATE_HZ));
    }

    private void lists() throws IOException {
        Files.write(folder.resolve("validation_list.txt"), validation);
        Files.write(folder.resolve("testing_list.txt"), test);
    }

    private short[] samples(int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) random.nextInt(-1000, 1000);
        }
        return samples;
    }
}
