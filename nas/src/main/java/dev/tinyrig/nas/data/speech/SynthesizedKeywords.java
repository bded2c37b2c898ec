package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.FeatureProgress;
import dev.tinyrig.nas.data.Parallel;
import dev.tinyrig.rig.files.Folders;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has espeak-ng speak a keyword set in the official layout, for where there are no recordings. Networks that were trained
 * on it know machines' voices only; the set and everything made from it is marked synthetic.
 */
public final class SynthesizedKeywords {
    /** Changes with the recipe, so that a set of an older one is not taken for today's. */
    private static final int RECIPE = 1;

    private static final List<String> OTHER_WORDS = List.of(
            "bed",
            "bird",
            "cat",
            "dog",
            "happy",
            "house",
            "marvin",
            "sheila",
            "tree",
            "wow",
            "backward",
            "forward",
            "follow",
            "learn",
            "visual",
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine");
    private static final int NOISE_SECONDS = 60;

    private final String command;
    private final Size size;

    /**
     * How much is spoken.
     *
     * @param speakers of whom every fifth is for validation and every fifth for test
     * @param keywordClips per speaker and keyword
     * @param otherWords of the official set's other words, once per speaker
     */
    public record Size(int speakers, int keywordClips, int otherWords) {
        /** About 1,900 clips, spoken in about a minute. */
        public static final Size STANDARD = new Size(64, 2, 10);

        /** For tests: 60 clips. */
        public static final Size TINY = new Size(5, 1, 2);

        public Size {
            if (speakers < 5 || keywordClips < 1 || otherWords < 1 || otherWords > OTHER_WORDS.size()) {
                throw new IllegalArgumentException("%d speakers, %d clips and %d other words make no data set"
                        .formatted(speakers, keywordClips, otherWords));
            }
        }

        public int clips() {
            return speakers * (SpeechCommands.keywords().size() * keywordClips + otherWords);
        }
    }

    public SynthesizedKeywords(Size size) {
        this("espeak-ng", size);
    }

    SynthesizedKeywords(String command, Size size) {
        this.command = command;
        this.size = size;
    }

    /** The set, spoken now or found below the cache folder. */
    public SpeechCommands open(Path cacheFolder, int threads, FeatureProgress progress) {
        String name =
                "synthetic-v%d-%d-%d-%d".formatted(RECIPE, size.speakers(), size.keywordClips(), size.otherWords());
        Path folder = cacheFolder.resolve(name);
        if (!Files.isDirectory(folder)) {
            speak(cacheFolder, folder, threads, progress);
        }
        return SpeechCommands.open(folder);
    }

    private void speak(Path cacheFolder, Path folder, int threads, FeatureProgress progress) {
        try {
            Files.createDirectories(cacheFolder);
            Path unfinished = Files.createTempDirectory(cacheFolder, "synthetic");
            try {
                write(unfinished, threads, progress);
                Files.move(unfinished, folder);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // Another process was faster with the same set: its files are as good as these.
                Folders.delete(unfinished);
            } catch (RuntimeException | IOException e) {
                Folders.delete(unfinished);
                throw e;
            }
        } catch (IOException e) {
            throw new DataException("cannot write speech below %s: %s; is the disk full?".formatted(cacheFolder, e), e);
        }
    }

    private record Utterance(Speaker speaker, int speakerNumber, String word, int clip) {
        String name() {
            return "%s/%s_nohash_%d.wav".formatted(word, speaker.id(), clip);
        }
    }

    private void write(Path folder, int threads, FeatureProgress progress) throws IOException {
        List<Utterance> utterances = utterances();
        for (Utterance utterance : utterances) {
            Files.createDirectories(folder.resolve(utterance.word()));
        }
        AtomicInteger done = new AtomicInteger();
        try (Parallel parallel = new Parallel(threads)) {
            parallel.map(utterances, utterance -> {
                Wav.write(folder.resolve(utterance.name()), clip(utterance, folder));
                synchronized (done) {
                    progress.done(done.incrementAndGet(), utterances.size());
                }
                return utterance;
            });
        }
        writeNoises(Files.createDirectories(folder.resolve(SpeechCommands.NOISE_FOLDER)));
        writeList(folder.resolve(SpeechCommands.VALIDATION_LIST), utterances, 3);
        writeList(folder.resolve(SpeechCommands.TESTING_LIST), utterances, 4);
        Files.writeString(
                folder.resolve(SpeechCommands.SYNTHETIC_MARK), "Spoken by espeak-ng for TinyRig: not recordings.\n");
    }

    private List<Utterance> utterances() {
        List<Utterance> utterances = new ArrayList<>();
        for (int number = 0; number < size.speakers(); number++) {
            Speaker speaker = Speaker.of(command, number);
            for (String keyword : SpeechCommands.keywords()) {
                for (int clip = 0; clip < size.keywordClips(); clip++) {
                    utterances.add(new Utterance(speaker, number, keyword, clip));
                }
            }
            for (String word : OTHER_WORDS.subList(0, size.otherWords())) {
                utterances.add(new Utterance(speaker, number, word, 0));
            }
        }
        return utterances;
    }

    /** One second with the word somewhere in it, in its own rhythm and pitch, over a faint hiss. */
    private static short[] clip(Utterance utterance, Path folder) {
        SplittableRandom random = new SplittableRandom(utterance.name().hashCode());
        int wordsPerMinute = random.nextInt(130, 220);
        int pitch = random.nextInt(20, 80);
        float[] word = utterance.speaker().say(utterance.word(), wordsPerMinute, pitch, folder);
        int start = random.nextInt(Math.max(1, Clip.SAMPLES - word.length));
        double gain = random.nextDouble(0.3, 0.9);
        short[] clip = new short[Clip.SAMPLES];
        for (int i = 0; i < clip.length; i++) {
            double spoken = i >= start && i - start < word.length ? gain * word[i - start] : 0;
            clip[i] = (short) Math.max(-32768, Math.min(32767, spoken + random.nextDouble(-20, 20)));
        }
        return clip;
    }

    private static void writeList(Path file, List<Utterance> utterances, int fifth) throws IOException {
        Files.write(
                file,
                utterances.stream()
                        .filter(utterance -> utterance.speakerNumber() % 5 == fifth)
                        .map(Utterance::name)
                        .toList());
    }

    /** Hiss, and hiss through ever lower filters, which sounds like taps, wind and machines. */
    private static void writeNoises(Path folder) {
        SplittableRandom random = new SplittableRandom(1);
        double[] smoothings = {0, 0.5, 0.9, 0.98};
        for (double smoothing : smoothings) {
            short[] noise = new short[NOISE_SECONDS * Wav.SAMPLE_RATE_HZ];
            double level = 0;
            for (int i = 0; i < noise.length; i++) {
                level = smoothing * level + Math.sqrt(1 - smoothing * smoothing) * random.nextDouble(-1, 1);
                noise[i] = (short) (8000 * level);
            }
            Wav.write(folder.resolve("noise_%02d.wav".formatted((int) (smoothing * 100))), noise);
        }
    }
}
