package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Sorts the files of one Speech Commands folder into training, validation and test. */
final class SpeechCommandsFolder {
    /** Seed of the choice of unknown words and of cuts of silence, part of the data set's definition. */
    private static final long SEED = 12;

    private final Path folder;
    private final Membership membership;
    private final Split split = new Split();

    SpeechCommandsFolder(Path folder) {
        this.folder = folder;
        membership = Membership.in(folder);
    }

    SpeechCommands keywords() {
        addWords(SpeechCommands.keywords());
        split.requireEveryPart();
        Share share = split.share(SpeechCommands.keywords().size());
        List<Path> noises = wavs(SpeechCommands.NOISE_FOLDER);
        addUnknown(share);
        addSilence(noises, share);
        return found(SpeechCommands.KEYWORDS, noises);
    }

    SpeechCommands words() {
        List<String> words = wordFolders().toList();
        addWords(words);
        split.requireEveryPart();
        return found(words, wavs(SpeechCommands.NOISE_FOLDER));
    }

    private void addWords(List<String> words) {
        for (int label = 0; label < words.size(); label++) {
            split.add(clipsOf(words.get(label), label));
        }
    }

    private SpeechCommands found(List<String> labels, List<Path> noises) {
        boolean synthetic = Files.exists(folder.resolve(SpeechCommands.SYNTHETIC_MARK));
        return new SpeechCommands(
                folder, labels, synthetic, new Parts<>(split.training, split.validation, split.test), noises);
    }

    private List<Path> wavs(String word) {
        Path wordFolder = folder.resolve(word);
        try (Stream<Path> files = Files.list(wordFolder)) {
            List<Path> wavs = files.filter(file -> file.toString().endsWith(".wav"))
                    .sorted()
                    .toList();
            if (wavs.isEmpty()) {
                throw new DataException("folder %s has no wav file; unpack the data set again".formatted(wordFolder));
            }
            return wavs;
        } catch (IOException e) {
            throw new DataException("cannot list %s (%s); a data folder needs it".formatted(wordFolder, e), e);
        }
    }

    private List<Clip> clipsOf(String word, int label) {
        return wavs(word).stream()
                .map(file -> new Clip(word + "/" + file.getFileName(), label, file, 0))
                .toList();
    }

    /** The three parts; a clip's name decides to which it goes. */
    private final class Split {
        private final List<Clip> training = new ArrayList<>();
        private final List<Clip> validation = new ArrayList<>();
        private final List<Clip> test = new ArrayList<>();

        void add(List<Clip> clips) {
            for (Clip clip : clips) {
                switch (membership.of(clip.name())) {
                    case TRAINING -> training.add(clip);
                    case VALIDATION -> validation.add(clip);
                    case TEST -> test.add(clip);
                }
            }
        }

        void requireEveryPart() {
            if (training.isEmpty() || validation.isEmpty() || test.isEmpty()) {
                throw new DataException(
                        "%s has %d training, %d validation and %d test clips of the keywords; each needs some"
                                .formatted(folder, training.size(), validation.size(), test.size()));
            }
        }

        /** As many clips as one of so many classes has in each part. */
        Share share(int classes) {
            return new Share(training.size() / classes, ceil(validation, classes), ceil(test, classes));
        }

        private static int ceil(List<Clip> clips, int classes) {
            return (clips.size() + classes - 1) / classes;
        }
    }

    /** Numbers of clips for one class. */
    private record Share(int training, int validation, int test) {}

    /** Takes a prepared {@code _unknown_} folder whole, else as many clips of other words as a keyword has. */
    private void addUnknown(Share share) {
        if (Files.isDirectory(folder.resolve("_unknown_"))) {
            split.add(clipsOf("_unknown_", SpeechCommands.UNKNOWN));
            return;
        }
        Split others = new Split();
        for (String word : otherWords()) {
            others.add(clipsOf(word, SpeechCommands.UNKNOWN));
        }
        split.training.addAll(some(others.training, share.training()));
        split.validation.addAll(some(others.validation, share.validation()));
        split.test.addAll(some(others.test, share.test()));
    }

    private List<String> otherWords() {
        List<String> words = wordFolders()
                .filter(word -> !SpeechCommands.KEYWORDS.contains(word))
                .toList();
        if (words.isEmpty()) {
            throw new DataException(
                    "%s has neither a folder _unknown_ nor folders of other words; one is needed".formatted(folder));
        }
        return words;
    }

    /** By name. */
    private Stream<String> wordFolders() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(word -> !word.startsWith("_"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new DataException("cannot list %s: %s".formatted(folder, e), e);
        }
    }

    private static List<Clip> some(List<Clip> clips, int count) {
        List<Clip> shuffled = new ArrayList<>(clips);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }

    /** Takes a prepared {@code _silence_} folder whole, else cuts seconds from the noise: early ones to train, late to test. */
    private void addSilence(List<Path> noises, Share share) {
        if (Files.isDirectory(folder.resolve("_silence_"))) {
            split.add(clipsOf("_silence_", SpeechCommands.SILENCE));
            return;
        }
        Random random = new Random(SEED);
        split.training.addAll(cuts(noises, share.training(), 0, 0.7, random));
        split.validation.addAll(cuts(noises, share.validation(), 0.7, 0.85, random));
        split.test.addAll(cuts(noises, share.test(), 0.85, 1, random));
    }

    private static List<Clip> cuts(List<Path> noises, int count, double from, double to, Random random) {
        List<Integer> lengths =
                noises.stream().map(noise -> Wav.read(noise).length).toList();
        List<Clip> cuts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path noise = noises.get(i % noises.size());
            int first = (int) (lengths.get(i % noises.size()) * from);
            int room = (int) (lengths.get(i % noises.size()) * (to - from)) - Clip.SAMPLES;
            int start = first + random.nextInt(Math.max(1, room));
            String name = SpeechCommands.NOISE_FOLDER + "/" + noise.getFileName() + "@" + start;
            cuts.add(new Clip(name, SpeechCommands.SILENCE, noise, start));
        }
        return cuts;
    }
}
